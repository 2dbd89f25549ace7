/** Which background a chart is on. */
export type ThemeName = "light" | "dark";

/** The colours of a theme that no gateway has. */
export interface Theme {
  readonly name: ThemeName;
  readonly paper: string;
  /** Of what is read first, of what explains, of lines that guide the eye. */
  readonly ink: string;
  readonly muted: string;
  readonly line: string;
  /** Limits of the service level, and what broke them. */
  readonly limit: string;
}

/** The themes. Ink and muted have a contrast of at least 4.5 to their paper (WCAG 2.2, 1.4.3). */
export const themes: Readonly<Record<ThemeName, Theme>> = {
  light: {
    name: "light",
    paper: "#ffffff",
    ink: "#1c2127",
    muted: "#59636e",
    line: "#e3e6ea",
    limit: "#a8242c",
  },
  dark: {
    name: "dark",
    paper: "#15181c",
    ink: "#e6e9ed",
    muted: "#9ba6b2",
    line: "#2c3238",
    limit: "#ff8f87",
  },
};

/** How a chart is to look: the same data makes different options of echarts. */
export interface Look {
  readonly theme: Theme;
  /** Width of the picture in pixels. */
  readonly width: number;
}

/** Tells a phone from a screen: there, panels stand below each other. */
export function isNarrow({ width }: Look): boolean {
  return width < 560;
}

/** The typeface of all texts in charts. In single quotes, as echarts puts it into attributes as it is. */
export const fontFamily = "Inter, 'Helvetica Neue', Arial, sans-serif";
