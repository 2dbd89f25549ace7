import { readFont } from "../fonts/read_font.ts";
import type { FontWeight } from "../fonts/read_font.ts";
import { readAdvances } from "./read_advances.ts";
import type { Advances } from "./read_advances.ts";

const cache = new Map<FontWeight, Advances>();

/**
 * Width in pixels of `text` in Inter, as a renderer without kerning sets it. Characters that the font
 * lacks count as wide as an `n`.
 */
export function textWidth(text: string, fontSize: number, weight: FontWeight = 400): number {
  const { widths, unitsPerEm } = advancesOf(weight);
  const other = widths.get(0x6e)!;
  let units = 0;
  for (const character of text) units += widths.get(character.codePointAt(0)!) ?? other;
  return units * fontSize / unitsPerEm;
}

function advancesOf(weight: FontWeight): Advances {
  let advances = cache.get(weight);
  if (advances === undefined) cache.set(weight, advances = readAdvances(readFont(weight)));
  return advances;
}
