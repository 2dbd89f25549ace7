import { acceptKey } from "./accept_key.ts";

/**
 * The answer to an upgrade with `key`, with no extension (RFC 6455 §4.2.2). `subprotocol` is one of
 * those that the client has offered; by default there is none.
 */
export function upgradeResponse(key: string, subprotocol?: string): Uint8Array {
  const lines = [
    "HTTP/1.1 101 Switching Protocols",
    "Upgrade: websocket",
    "Connection: Upgrade",
    `Sec-WebSocket-Accept: ${acceptKey(key)}`,
  ];
  if (subprotocol !== undefined) lines.push(`Sec-WebSocket-Protocol: ${subprotocol}`);
  return new TextEncoder().encode(`${lines.join("\r\n")}\r\n\r\n`);
}
