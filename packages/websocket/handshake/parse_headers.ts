import { malformed } from "./head.ts";
import type { MalformedHead } from "./head.ts";

/** A name is a token (RFC 9110 §5.6.2); no space before the colon (RFC 9112 §5.1). */
const headerLine = /^([!#$%&'*+\-.^_`|~0-9A-Za-z]+):[ \t]*(.*?)[ \t]*$/s;

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
    const [, name, value] = headerLine.exec(line) ?? [];
    if (name === undefined || value === undefined || forbidden.test(value)) {
      return malformed(`Expected header lines, got something else as number ${index + 1}`);
    }
    const key = name.toLowerCase();
    const earlier = headers.get(key);
    headers.set(key, earlier === undefined ? value : `${earlier}, ${value}`);
  }
  return headers;
}
