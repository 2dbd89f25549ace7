import { styleText } from "node:util";

/** How a text stands out. */
export type Tone = "good" | "bad" | "warning" | "quiet" | "heading";

const styles = {
  good: "green",
  bad: "red",
  warning: "yellow",
  quiet: "dim",
  heading: "bold",
} as const;

/** Gives `text` the colour of `tone`, where there are colours. */
export function paint(text: string, tone: Tone, hasColor: boolean): string {
  return hasColor ? styleText(styles[tone], text, { validateStream: false }) : text;
}
