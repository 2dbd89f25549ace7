import { createHash } from "node:crypto";

const GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

/** The proof that a server has understood a handshake with `key` (RFC 6455 §4.2.2, item 5.4). */
export function acceptKey(key: string): string {
  return createHash("sha1").update(key + GUID).digest("base64");
}
