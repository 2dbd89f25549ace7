import type { ThemeName } from "./look.ts";
import type { Hue } from "./target_style.ts";

/**
 * A colour for each hue and theme. Those of Deno, Node and Bun differ in lightness too (L* 32, 51, 59
 * on white), so that they stay apart in print and for each kind of colour blindness; all have a
 * contrast of at least 3 to the paper (WCAG 2.2, 1.4.11).
 */
export const hues: Readonly<Record<ThemeName, Readonly<Record<Hue, string>>>> = {
  light: {
    deno: "#234a84",
    node: "#22886a",
    bun: "#cf7a1a",
    other1: "#7a3f8f",
    other2: "#5f6b76",
    other3: "#9c5b66",
  },
  dark: {
    deno: "#4f86d6",
    node: "#5cc9a0",
    bun: "#f2b866",
    other1: "#c493d8",
    other2: "#a9b3bd",
    other3: "#dba0aa",
  },
};
