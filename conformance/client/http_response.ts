import { Buffer } from "node:buffer";
import { Violation } from "../violation.ts";

/** The head of an HTTP/1.1 response. */
export interface ResponseHead {
  readonly status: number;
  /** Names in lower case; values of a repeated field are joined with `, `. */
  readonly headers: ReadonlyMap<string, string>;
}

/** A response and its body, as far as it came. */
export interface HttpResponse extends ResponseHead {
  readonly body: string;
}

const HEAD_END = "\r\n\r\n";

/** Splits what has come into a response's head and the rest; undefined while the head is not whole. */
export function splitHead(bytes: Buffer): { head: ResponseHead; rest: Buffer } | undefined {
  const end = bytes.indexOf(HEAD_END);
  if (end < 0) return undefined;
  return {
    head: parseHead(bytes.toString("latin1", 0, end)),
    rest: bytes.subarray(end + HEAD_END.length),
  };
}

function parseHead(text: string): ResponseHead {
  const [statusLine = "", ...fields] = text.split("\r\n");
  const status = /^HTTP\/1\.[01] (\d{3})( |$)/.exec(statusLine)?.[1];
  if (status === undefined) {
    throw new Violation(`Status line: expected HTTP/1.1, got ${JSON.stringify(statusLine)}`);
  }
  const headers = new Map<string, string>();
  for (const field of fields) {
    const [, name, value] = /^([!-9;-~]+):[ \t]*(.*?)[ \t]*$/.exec(field) ?? [];
    if (name === undefined || value === undefined) {
      throw new Violation(`Header field: expected "name: value", got ${JSON.stringify(field)}`);
    }
    const key = name.toLowerCase();
    const before = headers.get(key);
    headers.set(key, before === undefined ? value : `${before}, ${value}`);
  }
  return { status: Number(status), headers };
}

/** Is the body as long as its head says? Without a Content-Length only the connection's end tells. */
export function isComplete(head: ResponseHead, body: Buffer): boolean {
  if (isChunked(head)) return readChunks(body).isWhole;
  const length = head.headers.get("content-length");
  return length !== undefined && body.length >= Number(length);
}

/** The body as text, without its chunked coding. */
export function decodeBody(head: ResponseHead, body: Buffer): string {
  return (isChunked(head) ? readChunks(body).content : body).toString();
}

function isChunked({ headers }: ResponseHead): boolean {
  return headers.get("transfer-encoding")?.toLowerCase() === "chunked";
}

/**
 * Reads a chunked body (RFC 9112 §7.1) as far as it has come. It is whole with the empty line behind
 * its last chunk and its trailers.
 */
function readChunks(body: Buffer): { content: Buffer; isWhole: boolean } {
  const chunks: Buffer[] = [];
  for (let at = 0;;) {
    const lineEnd = body.indexOf("\r\n", at);
    const size = lineEnd < 0 ? NaN : parseInt(body.toString("latin1", at, lineEnd), 16);
    if (!(size > 0)) {
      // Where there are no trailers, the line of the last chunk ends right before the empty line.
      const isWhole = size === 0 && body.indexOf("\r\n\r\n", lineEnd) >= 0;
      return { content: Buffer.concat(chunks), isWhole };
    }
    at = lineEnd + 2 + size + 2;
    chunks.push(body.subarray(lineEnd + 2, at - 2));
  }
}
