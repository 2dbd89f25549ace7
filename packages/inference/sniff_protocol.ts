import { Buffer } from "node:buffer";
import type { Readable } from "node:stream";

/** First bytes of an HTTP/2 connection with prior knowledge (RFC 9113 §3.4), and of no HTTP/1.1 method in use. */
const PREFACE_START = Buffer.from("PRI ");

/**
 * Tells HTTP/1.1 and HTTP/2 apart by the first bytes, and puts them back before it calls `found`.
 * A connection that ends before that is left alone.
 */
export function sniffProtocol(socket: Readable, found: (protocol: "h1" | "h2") => void): void {
  let start = Buffer.alloc(0);
  const look = () => {
    const chunk: Buffer | null = socket.read();
    if (chunk === null) return;
    start = Buffer.concat([start, chunk]);
    const compared = Math.min(start.length, PREFACE_START.length);
    const matches = start.subarray(0, compared).equals(PREFACE_START.subarray(0, compared));
    if (matches && compared < PREFACE_START.length) return;
    socket.off("readable", look);
    socket.unshift(start);
    found(matches ? "h2" : "h1");
  };
  socket.on("readable", look);
}
