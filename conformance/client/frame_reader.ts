import { Buffer } from "node:buffer";
import { demand, demandEqual, Violation } from "../violation.ts";
import { Opcode } from "./encode_frame.ts";
import { isSendable } from "./is_sendable.ts";

/** Something that the gateway sent over an open WebSocket. */
export type ServerEvent =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "ping"; readonly payload: Buffer }
  | { readonly type: "pong"; readonly payload: Buffer }
  /** `code` is null for a Close frame without a payload. */
  | { readonly type: "close"; readonly code: number | null; readonly reason: string };

interface Frame {
  readonly fin: boolean;
  readonly opcode: number;
  readonly payload: Buffer;
}

// A byte order mark is a character of the message, which then is no JSON: it must not be dropped.
const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/**
 * Turns a gateway's bytes into events, and accepts only what RFC 6455 lets a server send after a
 * handshake without extensions. Since the wire protocol has only text messages from the gateway, a
 * binary one is a violation too.
 */
export class FrameReader {
  #bytes = Buffer.alloc(0);
  #fragments: Buffer[] | undefined;
  #closed = false;

  /**
   * Takes more bytes and yields what they complete.
   *
   * @throws {Violation} at the first illegal frame.
   */
  *read(chunk: Uint8Array): Generator<ServerEvent> {
    this.#bytes = Buffer.concat([this.#bytes, chunk]);
    for (;;) {
      const frame = this.#takeFrame();
      if (frame === undefined) return;
      const event = this.#toEvent(frame);
      if (event !== undefined) yield event;
    }
  }

  #takeFrame(): Frame | undefined {
    const bytes = this.#bytes;
    if (bytes.length < 2) return undefined;
    const opcode = bytes[0]! & 0x0f;
    demandEqual("Reserved bits of a server's frame", (bytes[0]! >> 4) & 0x07, 0);
    demand((bytes[1]! & 0x80) === 0, "A server's frame must not be masked (RFC 6455 §5.1)");
    const head = readLength(bytes);
    if (head === undefined || bytes.length < head.headerBytes + head.length) return undefined;
    const end = head.headerBytes + head.length;
    this.#bytes = bytes.subarray(end);
    return { fin: bytes[0]! >= 0x80, opcode, payload: bytes.subarray(head.headerBytes, end) };
  }

  #toEvent(frame: Frame): ServerEvent | undefined {
    // A ping that crosses our Close must still be answered (§5.5.2).
    const mayFollowClose = frame.opcode === Opcode.ping || frame.opcode === Opcode.pong;
    demand(
      !this.#closed || mayFollowClose,
      `Only pings and pongs may follow a Close frame (RFC 6455 §5.5.1), got opcode ${frame.opcode}`,
    );
    if (frame.opcode >= 0x8) return this.#controlEvent(frame);
    if (frame.opcode === Opcode.continuation) {
      demand(this.#fragments !== undefined, "A continuation frame came without a first fragment");
    } else {
      demand(this.#fragments === undefined, "A new message began inside a fragmented one");
      demandEqual("Opcode of a server's message", frame.opcode, Opcode.text);
      this.#fragments = [];
    }
    this.#fragments.push(frame.payload);
    if (!frame.fin) return undefined;
    const message = Buffer.concat(this.#fragments);
    this.#fragments = undefined;
    return { type: "text", text: decodeUtf8("A text message", message) };
  }

  #controlEvent({ fin, opcode, payload }: Frame): ServerEvent {
    demand(fin, "A server's control frame must not be fragmented (RFC 6455 §5.5)");
    demand(payload.length <= 125, `A control frame of ${payload.length} bytes is too long`);
    if (opcode === Opcode.ping) return { type: "ping", payload };
    if (opcode === Opcode.pong) return { type: "pong", payload };
    demandEqual("Opcode of a server's control frame", opcode, Opcode.close);
    this.#closed = true;
    if (payload.length === 0) return { type: "close", code: null, reason: "" };
    demand(payload.length >= 2, "A Close payload must hold a whole code, got one byte");
    const code = payload.readUInt16BE();
    demand(isSendable(code), `Close code ${code} must not be sent (RFC 6455 §7.4)`);
    return { type: "close", code, reason: decodeUtf8("A close reason", payload.subarray(2)) };
  }
}

function readLength(bytes: Buffer): { headerBytes: number; length: number } | undefined {
  const short = bytes[1]! & 0x7f;
  if (short < 126) return { headerBytes: 2, length: short };
  const headerBytes = short === 126 ? 4 : 10;
  if (bytes.length < headerBytes) return undefined;
  demand(short === 126 || bytes[2]! < 0x80, "The top bit of a length must be 0 (RFC 6455 §5.2)");
  const length = short === 126 ? bytes.readUInt16BE(2) : Number(bytes.readBigUInt64BE(2));
  demand(
    length >= (short === 126 ? 126 : 65_536),
    `Length ${length} must be written in its shortest form (RFC 6455 §5.2)`,
  );
  return { headerBytes, length };
}

function decodeUtf8(what: string, bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    throw new Violation(`${what} must be UTF-8`);
  }
}
