import { malformed } from "./head.ts";
import type { MalformedHead, ResponseHead } from "./head.ts";
import { parseHeaders } from "./parse_headers.ts";

/** The reason may be missing, and its space with it: some servers leave both out. */
const statusLine = /^HTTP\/1\.(\d) ([1-5]\d\d)(?: .*)?$/;

/** Reads the lines of a response's head (RFC 9112 §4): the status line, then the headers. */
export function parseResponseHead(lines: readonly string[]): ResponseHead | MalformedHead {
  const [line = "", ...headerLines] = lines;
  const [, minor, status] = statusLine.exec(line) ?? [];
  if (status === undefined) {
    return malformed(`Expected a status line, got ${JSON.stringify(line.slice(0, 100))}`);
  }
  const headers = parseHeaders(headerLines);
  if ("state" in headers) return headers;
  return { status: Number(status), version: minor === "0" ? "1.0" : "1.1", headers };
}
