import type { ConnectionEvents } from "./connection_events.ts";
import { closePayload, readClosePayload } from "./frame/close_payload.ts";
import { decodeUtf8 } from "./frame/decode_utf8.ts";
import { isFixedPayloadSize, takeFixedFrames } from "./frame/fixed_frames.ts";
import type { FixedFrameSink } from "./frame/fixed_frames.ts";
import { MAX_CONTROL_BYTES } from "./frame/frame_header.ts";
import { FrameReader } from "./frame/frame_reader.ts";
import { FrameWriter } from "./frame/frame_writer.ts";
import { Opcode } from "./frame/opcode.ts";
import type { MessageOpcode } from "./frame/opcode.ts";
import type { Violation } from "./frame/violation.ts";
import { randomMask } from "./random_mask.ts";

/** Where in the close handshake a connection is. */
export type ConnectionState = "open" | "closing" | "closed";

/** What a {@linkcode WebSocketConnection} is made of. */
export interface ConnectionOptions {
  /** Which end this is: a client masks what it sends, a server doesn't (RFC 6455 §5.1). */
  readonly role: "server" | "client";
  /** The longest message that is taken, all of its fragments together; 1009 above. */
  readonly maxMessageBytes: number;
  /** Hears what comes, and writes what goes out. */
  readonly events: ConnectionEvents;
  /** For a server: takes whole messages of one size by the fast path. */
  readonly frames?: FixedFrameSink;
  /** For a client: 32 random bits for each frame. By default the system's random numbers. */
  readonly randomMask?: () => number;
}

/**
 * One end of an open WebSocket connection (RFC 6455 §5–§7), without I/O: bytes in, events and bytes
 * out. An idle one holds no memory but its own fields.
 *
 * | state   | `close()`           | the peer's Close             | a violation                  |
 * | ------- | ------------------- | ---------------------------- | ---------------------------- |
 * | open    | Close out → closing | Close out, `closed` → closed | Close out, `failed` → closed |
 * | closing |                     | `closed` → closed            | `failed` → closed            |
 * | closed  |                     |                              |                              |
 *
 * A Close goes out exactly when `open` is left. While closing, nothing of the owner's goes out, but
 * messages still come in and pings are answered (§5.5.2); once closed, all bytes are ignored.
 */
export class WebSocketConnection {
  readonly #events: ConnectionEvents;
  readonly #sink: FixedFrameSink | undefined;
  readonly #reader: FrameReader;
  readonly #writer: FrameWriter;
  #state: ConnectionState = "open";

  /**
   * Open, as after the handshake.
   *
   * @throws {RangeError} when `frames` are not for a server, or of a size that isn't supported.
   */
  constructor(options: ConnectionOptions) {
    const { role, maxMessageBytes, events, frames } = options;
    if (frames !== undefined) checkSink(frames, options);
    this.#events = events;
    this.#sink = frames;
    this.#reader = new FrameReader(role === "server", maxMessageBytes, {
      message: (opcode, message) => this.#message(opcode, message),
      control: (opcode, payload) => this.#control(opcode, payload),
      violated: (violation) => this.#violated(violation),
    });
    this.#writer = new FrameWriter(
      (bytes) => events.write(bytes),
      role === "server" ? undefined : options.randomMask ?? randomMask,
    );
  }

  /** Where in the close handshake the connection is. */
  get state(): ConnectionState {
    return this.#state;
  }

  /**
   * Bytes came from the peer; `chunk` is only read, and only during the call. Returns how many of them
   * were taken: all, unless the owner is paused.
   */
  receive(chunk: Uint8Array): number {
    let offset = 0;
    while (offset < chunk.length && !this.#events.isPaused) {
      if (this.#state === "closed") return chunk.length;
      const start = offset;
      if (this.#sink !== undefined && this.#reader.isIdle) {
        offset = takeFixedFrames(this.#sink, chunk, offset);
      }
      if (offset === start) offset = this.#reader.read(chunk, offset);
    }
    return offset;
  }

  /** Sends a text message, if still open; lone surrogates become U+FFFD. */
  sendText(message: string): void {
    if (this.#state === "open") this.#writer.text(message);
  }

  /** Sends a binary message, if still open. */
  sendBinary(message: Uint8Array): void {
    if (this.#state === "open") this.#writer.frame(Opcode.binary, message);
  }

  /**
   * Asks for a pong with the same payload, if still open.
   *
   * @throws {RangeError} when the payload has more than 125 bytes.
   */
  ping(payload: Uint8Array): void {
    if (payload.length > MAX_CONTROL_BYTES) {
      throw new RangeError(
        `Cannot ping: expected at most ${MAX_CONTROL_BYTES} bytes, got ${payload.length}`,
      );
    }
    if (this.#state === "open") this.#writer.frame(Opcode.ping, payload);
  }

  /**
   * Starts the close handshake, if still open; `closed` or `failed` follows. `NO_STATUS` stands for
   * a Close without a code.
   *
   * @throws {RangeError} for a code that may not be sent, and for a reason over 123 bytes.
   */
  close(code: number, reason = ""): void {
    this.#leaveOpen("closing", closePayload(code, reason));
  }

  #message(opcode: MessageOpcode, message: Uint8Array): void {
    if (opcode === Opcode.binary) this.#events.binary(message);
    else this.#events.text(decodeUtf8(message)!);
  }

  #control(opcode: number, payload: Uint8Array): void {
    if (opcode === Opcode.ping) this.#writer.frame(Opcode.pong, payload);
    else if (opcode === Opcode.pong) this.#events.pong?.(payload);
    else this.#closeCame(payload);
  }

  #closeCame(payload: Uint8Array): void {
    const status = readClosePayload(payload);
    if ("violation" in status) return this.#violated(status.violation);
    this.#leaveOpen("closed", closePayload(status.code, ""));
    this.#events.closed(status.code, status.reason);
  }

  #violated({ code, reason }: Violation): void {
    this.#leaveOpen("closed", closePayload(code, reason));
    this.#events.failed(code, reason);
  }

  #leaveOpen(next: Exclude<ConnectionState, "open">, payload: Uint8Array): void {
    const isLeaving = this.#state === "open";
    if (isLeaving || next === "closed") this.#state = next;
    if (isLeaving) this.#writer.frame(Opcode.close, payload);
  }
}

function checkSink({ payloadBytes }: FixedFrameSink, options: ConnectionOptions): void {
  if (options.role !== "server") {
    throw new RangeError("Cannot take fixed frames: expected the role of a server, got a client");
  }
  if (!isFixedPayloadSize(payloadBytes) || payloadBytes > options.maxMessageBytes) {
    throw new RangeError(
      "Cannot take fixed frames: expected a multiple of 4 bytes from 128 to 65528, and at most " +
        `${options.maxMessageBytes}, got ${payloadBytes}`,
    );
  }
}
