import { acceptKey } from "./accept_key.ts";

/** The answer to an upgrade with `key`, with no subprotocol and no extension (RFC 6455 §4.2.2). */
export function upgradeResponse(key: string): Uint8Array {
  return new TextEncoder().encode(
    "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n" +
      `Sec-WebSocket-Accept: ${acceptKey(key)}\r\n\r\n`,
  );
}
