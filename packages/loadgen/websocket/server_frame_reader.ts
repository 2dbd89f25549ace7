import { Opcode } from "./client_frame.ts";
import { readServerFrameHeader } from "./server_frame_header.ts";
import type { ServerFrameHeader } from "./server_frame_header.ts";

/** The code of a Close frame that has none (RFC 6455 §7.1.5). */
export const NO_STATUS = 1005;

/** What a server says. The payload of a ping is valid only during the call. */
export interface ServerFrameHandler {
  text(message: string): void;
  ping(payload: Uint8Array): void;
  /** `code` is {@linkcode NO_STATUS} when the Close frame had none. */
  close(code: number, reason: string): void;
}

/** Largest message that is accepted: a partial has some 400 bytes. */
const MAX_MESSAGE_BYTES = 65_536;
const NO_BYTES = new Uint8Array(0);
const utf8 = new TextDecoder("utf-8", { fatal: true });

/**
 * The client's side of RFC 6455 §5–§7 without I/O: bytes in, calls to a handler out.
 *
 * Frames are read where they lie in the chunk; only what is not whole yet is copied, since a
 * runtime may reuse the chunk's memory. After a Close frame, or a violation, everything is ignored.
 */
export class ServerFrameReader {
  readonly #handler: ServerFrameHandler;
  #rest: Uint8Array = NO_BYTES;
  #fragments: Uint8Array[] = [];
  #fragmentBytes = 0;
  #over = false;

  constructor(handler: ServerFrameHandler) {
    this.#handler = handler;
  }

  /** Takes the next bytes. Returns what was expected and what came when they break the RFC. */
  push(chunk: Uint8Array): string | undefined {
    const bytes = this.#rest.length === 0 ? chunk : concat([this.#rest, chunk]);
    let offset = 0;
    while (!this.#over) {
      const header = readServerFrameHeader(bytes, offset, MAX_MESSAGE_BYTES);
      if (typeof header === "string") return this.#violation(header);
      if (header === undefined) break;
      const end = header.payloadStart + header.payloadBytes;
      if (bytes.length < end) break;
      const violation = this.#frame(header, bytes.subarray(header.payloadStart, end));
      if (violation !== undefined) return this.#violation(violation);
      offset = end;
    }
    this.#rest = offset === bytes.length || this.#over ? NO_BYTES : bytes.slice(offset);
    return undefined;
  }

  #violation(text: string): string {
    this.#over = true;
    this.#rest = NO_BYTES;
    return text;
  }

  #frame({ opcode, fin }: ServerFrameHeader, payload: Uint8Array): string | undefined {
    switch (opcode) {
      case Opcode.ping:
        this.#handler.ping(payload);
        return undefined;
      case Opcode.pong:
        return undefined;
      case Opcode.close:
        return this.#close(payload);
      case Opcode.binary:
        return "expected text messages, got a binary one";
      case Opcode.text:
        if (this.#fragments.length > 0) return "expected a continuation, got a new message";
        return fin ? this.#text(payload) : this.#fragment(payload);
      default:
        if (this.#fragments.length === 0) return "expected a message, got a continuation";
        return this.#fragment(payload) ?? (fin ? this.#text(this.#joinFragments()) : undefined);
    }
  }

  #fragment(payload: Uint8Array): string | undefined {
    this.#fragments.push(payload.slice());
    this.#fragmentBytes += payload.length;
    if (this.#fragmentBytes <= MAX_MESSAGE_BYTES) return undefined;
    return `expected a message of at most ${MAX_MESSAGE_BYTES} bytes, got more`;
  }

  #joinFragments(): Uint8Array {
    const message = concat(this.#fragments);
    this.#fragments = [];
    this.#fragmentBytes = 0;
    return message;
  }

  #text(payload: Uint8Array): string | undefined {
    const message = decode(payload);
    if (message === undefined) return "expected UTF-8 in a text message, got other bytes";
    this.#handler.text(message);
    return undefined;
  }

  #close(payload: Uint8Array): string | undefined {
    if (payload.length === 1) return "expected a close code of 2 bytes, got 1";
    const code = payload.length === 0 ? NO_STATUS : payload[0]! * 256 + payload[1]!;
    if (payload.length > 0 && !isCloseCode(code)) return `expected a valid close code, got ${code}`;
    const reason = decode(payload.subarray(2));
    if (reason === undefined) return "expected UTF-8 in a close reason, got other bytes";
    this.#over = true;
    this.#handler.close(code, reason);
    return undefined;
  }
}

/** May `code` stand in a Close frame (RFC 6455 §7.4 and the IANA registry)? */
function isCloseCode(code: number): boolean {
  return (code >= 1000 && code <= 1014 && ![1004, NO_STATUS, 1006].includes(code)) ||
    (code >= 3000 && code <= 4999);
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return utf8.decode(bytes);
  } catch {
    return undefined;
  }
}

function concat(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((bytes, part) => bytes + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}
