import { malformed } from "./head.ts";
import type { MalformedHead, RequestHead } from "./head.ts";
import { parseHeaders } from "./parse_headers.ts";

const requestLine = /^([!#$%&'*+\-.^_`|~0-9A-Za-z]+) ([\x21-\x7e\x80-\xff]+) HTTP\/(\d)\.(\d)$/;

/**
 * Reads the lines of a request's head (RFC 9112 §3): the request line, then the headers. What is wrong
 * is not quoted: it may hold a token.
 */
export function parseRequestHead(lines: readonly string[]): RequestHead | MalformedHead {
  const [line = "", ...headerLines] = lines;
  const [, method, target, major, minor] = requestLine.exec(line) ?? [];
  if (method === undefined || target === undefined) {
    return malformed("Expected a request line, got something else");
  }
  if (major !== "1") {
    const message = `Expected HTTP/1.1, got HTTP/${major}.${minor}`;
    return { state: "malformed", status: 505, message };
  }
  const headers = parseHeaders(headerLines);
  if ("state" in headers) return headers;
  const version = minor === "0" ? "1.0" : "1.1";
  const hosts = headerLines.filter((line) => /^host:/i.test(line)).length;
  if (hosts > 1 || (hosts === 0 && version === "1.1")) {
    return malformed(`Expected one Host header, got ${hosts}`); // RFC 9112 §3.2
  }
  return { method, target, version, headers };
}
