import { Buffer } from "node:buffer";
import { readFileSync } from "node:fs";
import { readPageFont } from "../fonts/read_font.ts";
import type { PageFont } from "../fonts/read_font.ts";

/** The page's style sheet, with its fonts inside. */
export function pageStyles(): string {
  const sheet = readFileSync(new URL("page.css", import.meta.url), "utf8");
  return [
    fontFace("Inter", 400, "inter-400"),
    fontFace("Inter", 600, "inter-600"),
    fontFace("Newsreader", 500, "newsreader-500"),
    sheet,
  ].join("\n");
}

function fontFace(family: string, weight: number, font: PageFont): string {
  const data = Buffer.from(readPageFont(font)).toString("base64");
  return `@font-face{font-family:${family};font-weight:${weight};` +
    `src:url(data:font/woff2;base64,${data}) format("woff2")}`;
}
