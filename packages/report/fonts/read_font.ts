import { readFileSync } from "node:fs";

/** A weight of Inter that pictures are drawn with. */
export type FontWeight = 400 | 600;

/** A font that pages carry. */
export type PageFont = "inter-400" | "inter-600" | "newsreader-500";

/** Where Inter stands as TrueType. */
export function fontPath(weight: FontWeight): URL {
  return new URL(`inter-${weight}.ttf`, import.meta.url);
}

/** Inter as TrueType. */
export function readFont(weight: FontWeight): Uint8Array {
  return readFileSync(fontPath(weight));
}

/** A font as WOFF2. */
export function readPageFont(font: PageFont): Uint8Array {
  return readFileSync(new URL(`${font}.woff2`, import.meta.url));
}
