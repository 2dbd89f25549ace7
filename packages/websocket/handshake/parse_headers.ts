import { malformed } from "./head.ts";
import type { MalformedHead } from "./head.ts";

/** A name is a token (RFC 9110 §5.6.2); no space before the colon (RFC 9112 §5.1). */
const namePart = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+(?=:)/;

/** What no value may hold (RFC 9110 §5.5): every control character but the tab. */
// deno-lint-ignore no-control-regex
const forbidden = /[\0-\x08\x0a-\x1f\x7f]/;

/**
 * Reads header lines into a map by lower-case name; an obsolete line folding is refused. A line that
 * can't be read is told by its number from 1: it may hold a token.
 */
export function parseHeaders(lines: readonly string[]): Map<string, string> | MalformedHead {
  const headers = new Map<string, string>();
  for (const [index, line] of lines.entries()) {
    const [name] = namePart.exec(line) ?? [];
    if (name === undefined || forbidden.test(line)) {
      return malformed(`Expected header lines, got something else as number ${index + 1}`);
    }
    const value = trimSpace(line, name.length + 1);
    const key = name.toLowerCase();
    const earlier = headers.get(key);
    headers.set(key, earlier === undefined ? value : `${earlier}, ${value}`);
  }
  return headers;
}

/**
 * `line` from `start` on, without the spaces and tabs at either end. No regular expression: one that
 * does this takes a quarter of a second for 16 KiB of spaces inside a value.
 */
function trimSpace(line: string, start: number): string {
  let end = line.length;
  while (start < end && isSpace(line, start)) start++;
  while (end > start && isSpace(line, end - 1)) end--;
  return line.slice(start, end);
}

function isSpace(line: string, at: number): boolean {
  return line[at] === " " || line[at] === "\t";
}
