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
  const length = head.headers.get("content-length");
  if (length !== undefined) return body.length >= Number(length);
  return head.headers.get("transfer-encoding") === "chunked" &&
    body.toString("latin1").endsWith("0\r\n\r\n");
}

/** The body as text, without its chunked coding (RFC 9112 §7.1). */
export function decodeBody(head: ResponseHead, body: Buffer): string {
  if (head.headers.get("transfer-encoding") !== "chunked") return body.toString();
  const chunks: Buffer[] = [];
  for (let at = 0;;) {
    const lineEnd = body.indexOf("\r\n", at);
    const size = lineEnd < 0 ? 0 : parseInt(body.toString("latin1", at, lineEnd), 16);
    if (!(size > 0)) return Buffer.concat(chunks).toString();
    chunks.push(body.subarray(lineEnd + 2, lineEnd + 2 + size));
    at = lineEnd + 2 + size + 2;
  }
}
