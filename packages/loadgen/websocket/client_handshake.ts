import { createHash, randomBytes } from "node:crypto";

const ACCEPT_GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
const MAX_HEADER_BYTES = 16_384;

/** An opening handshake in progress: what to send, and the answer that proves the server understood. */
export interface ClientHandshake {
  readonly request: Uint8Array;
  readonly expectedAccept: string;
}

/** What has come of a server's answer so far. `rest` is what followed the header. */
export type HandshakeOutcome =
  | { readonly state: "incomplete" }
  | { readonly state: "accepted"; readonly rest: Uint8Array }
  | { readonly state: "refused"; readonly reason: string };

/** The opening handshake for `url` under a random key (RFC 6455 §4.1); no extension is offered. */
export function createHandshake(url: URL): ClientHandshake {
  const key = randomBytes(16).toString("base64");
  const lines = [
    `GET ${url.pathname}${url.search} HTTP/1.1`,
    `Host: ${url.host}`,
    "Upgrade: websocket",
    "Connection: Upgrade",
    `Sec-WebSocket-Key: ${key}`,
    "Sec-WebSocket-Version: 13",
  ];
  return {
    request: new TextEncoder().encode(`${lines.join("\r\n")}\r\n\r\n`),
    expectedAccept: createHash("sha1").update(key + ACCEPT_GUID).digest("base64"),
  };
}

/** Reads a server's answer from all `bytes` received so far, and checks it as RFC 6455 §4.1 says. */
export function readHandshake(bytes: Uint8Array, expectedAccept: string): HandshakeOutcome {
  const end = endOfHeader(bytes);
  if (end === undefined) {
    if (bytes.length <= MAX_HEADER_BYTES) return { state: "incomplete" };
    return refused(`expected at most ${MAX_HEADER_BYTES} bytes of header, got more`);
  }
  const [statusLine = "", ...lines] = new TextDecoder("latin1").decode(bytes.subarray(0, end))
    .trimEnd().split("\r\n");
  const problem = problemOf(statusLine, lines, expectedAccept);
  return problem === undefined
    ? { state: "accepted", rest: bytes.subarray(end) }
    : refused(problem);
}

function refused(reason: string): HandshakeOutcome {
  return { state: "refused", reason: `WebSocket handshake: ${reason}` };
}

function endOfHeader(bytes: Uint8Array): number | undefined {
  for (let i = 3; i < bytes.length; i++) {
    if (bytes[i] === 10 && bytes[i - 1] === 13 && bytes[i - 2] === 10 && bytes[i - 3] === 13) {
      return i + 1;
    }
  }
  return undefined;
}

function problemOf(statusLine: string, lines: string[], accept: string): string | undefined {
  if (!/^HTTP\/1\.1 101( |$)/.test(statusLine)) {
    return `expected status 101, got ${JSON.stringify(statusLine.slice(0, 100))}`;
  }
  const headers = new Map(lines.map((line) => {
    const colon = line.indexOf(":");
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
  }));
  const got = (name: string) => `got ${JSON.stringify(headers.get(name.toLowerCase()) ?? null)}`;
  if (headers.get("upgrade")?.toLowerCase() !== "websocket") {
    return `expected Upgrade: websocket, ${got("upgrade")}`;
  }
  if (!/(^|,)\s*upgrade\s*(,|$)/i.test(headers.get("connection") ?? "")) {
    return `expected Connection: Upgrade, ${got("connection")}`;
  }
  if (headers.get("sec-websocket-accept") !== accept) {
    return `expected Sec-WebSocket-Accept: ${accept}, ${got("sec-websocket-accept")}`;
  }
  for (const name of ["Sec-WebSocket-Extensions", "Sec-WebSocket-Protocol"]) {
    if (headers.has(name.toLowerCase())) return `expected no ${name}, ${got(name)}`;
  }
  return undefined;
}
