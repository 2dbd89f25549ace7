import { createHash, randomBytes } from "node:crypto";
import { demand, demandEqual } from "../violation.ts";
import type { ResponseHead } from "./http_response.ts";

/** Header fields of a request; a field that is null is left out. */
export type Fields = Readonly<Record<string, string | null>>;

const ACCEPT_GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

/** A fresh `Sec-WebSocket-Key`: 16 random bytes in base64 (RFC 6455 §4.1). */
export function createKey(): string {
  return randomBytes(16).toString("base64");
}

/** The fields of a WebSocket upgrade (RFC 6455 §4.1). */
export function upgradeFields(key = createKey()): Fields {
  return {
    Upgrade: "websocket",
    Connection: "Upgrade",
    "Sec-WebSocket-Key": key,
    "Sec-WebSocket-Version": "13",
  };
}

/** The text of a request without a body. */
export function encodeRequest(method: string, path: string, host: string, fields: Fields): string {
  const lines = Object.entries({ Host: host, ...fields })
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `${name}: ${value}\r\n`);
  return `${method} ${path} HTTP/1.1\r\n${lines.join("")}\r\n`;
}

/**
 * Checks the answer to an upgrade as RFC 6455 §4.1 asks of a client. What the gateway may negotiate
 * is for the cases to judge.
 *
 * @throws {Violation}
 */
export function checkUpgrade(head: ResponseHead, key: string): void {
  demandEqual("Status of the upgrade", head.status, 101);
  demandEqual("Upgrade header", head.headers.get("upgrade")?.toLowerCase(), "websocket");
  const connection = head.headers.get("connection") ?? "";
  demand(
    connection.toLowerCase().split(/ *, */).includes("upgrade"),
    `Connection header: expected "Upgrade", got ${JSON.stringify(connection)}`,
  );
  const accept = createHash("sha1").update(key + ACCEPT_GUID).digest("base64");
  demandEqual("Sec-WebSocket-Accept", head.headers.get("sec-websocket-accept"), accept);
}
