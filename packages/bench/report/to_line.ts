import { stripVTControlCharacters } from "node:util";

/** A text that others wrote as one line that does nothing to a terminal but stand there. */
export function toLine(text: string): string {
  return stripVTControlCharacters(text).replace(/\p{Cc}+/gu, " ");
}
