import { Buffer } from "node:buffer";
import { demand, Violation } from "../violation.ts";
import type { ByteStream } from "./byte_stream.ts";
import { closePayload, encodeFrame, Opcode } from "./encode_frame.ts";
import type { ClientFrame } from "./encode_frame.ts";
import { EventQueue } from "./event_queue.ts";
import { FrameReader } from "./frame_reader.ts";
import type { ServerEvent } from "./frame_reader.ts";
import type { ResponseHead } from "./http_response.ts";

/** What a connection says: frames of the gateway, and the end of the connection. */
export type ClientEvent = ServerEvent | { readonly type: "end" } | { readonly type: "reset" };

/** The events of type `T`. */
export type EventOf<T extends ClientEvent["type"]> = Extract<ClientEvent, { readonly type: T }>;

/** How long to wait for what must come but has no time limit of its own: ample on a busy machine. */
export const PATIENCE_MS = 5000;

/**
 * A WebSocket client that can send wrong bytes and is strict about what it receives. It stays apart
 * from the gateways' code for good, so that no mistake can hide on both sides.
 *
 * Pings are answered and only counted, a Close is answered and reported.
 */
export class WebSocketClient {
  /** The answer to the upgrade. */
  readonly response: ResponseHead;
  readonly #stream: ByteStream;
  readonly #reader = new FrameReader();
  readonly #events = new EventQueue<ClientEvent | Violation>();
  #closeSent = false;
  #answersPings = true;
  #pingsAnswered = 0;

  /** Takes over `stream` after its upgrade; `early` is what came behind the response's head. */
  constructor(stream: ByteStream, response: ResponseHead, early: Uint8Array) {
    this.#stream = stream;
    this.response = response;
    this.#read(early);
    stream.listen({
      onBytes: (bytes) => this.#read(bytes),
      onEnd: (how) => this.#events.push({ type: how }),
    });
  }

  /** Pings of the gateway that were answered so far. */
  get pingsAnswered(): number {
    return this.#pingsAnswered;
  }

  /** Bytes that were sent, and that wait here for the gateway to read. */
  get unsentBytes(): number {
    return this.#stream.unsentBytes;
  }

  /** Sends one frame, legal or not. */
  send(frame: ClientFrame): void {
    if (frame.opcode === Opcode.close) this.#closeSent = true;
    this.#stream.send(encodeFrame(frame));
  }

  /** Sends bytes as they are. */
  sendBytes(bytes: Uint8Array): void {
    this.#stream.send(bytes);
  }

  /** Sends a text message. */
  sendText(text: string): void {
    this.send({ opcode: Opcode.text, payload: Buffer.from(text) });
  }

  /** Sends a binary message. */
  sendBinary(payload: Uint8Array): void {
    this.send({ opcode: Opcode.binary, payload });
  }

  /** Sends a Close frame. */
  sendClose(code: number, reason = ""): void {
    this.send({ opcode: Opcode.close, payload: closePayload(code, reason) });
  }

  /** Answers no ping from now on, like a client that is gone. */
  ignorePings(): void {
    this.#answersPings = false;
  }

  /** Stops reading: the gateway's messages pile up on its side. */
  pause(): void {
    this.#stream.pause();
  }

  /** Reads again. */
  resume(): void {
    this.#stream.resume();
  }

  /** Ends our side of the connection (FIN), with or without a Close frame before. */
  end(): void {
    this.#stream.end();
  }

  /** Breaks the connection with a TCP reset. */
  reset(): void {
    this.#stream.reset();
  }

  /**
   * The next event, or undefined when none comes within `patienceMs`.
   *
   * @throws {Violation} when the gateway sent something illegal.
   */
  async poll(patienceMs: number): Promise<ClientEvent | undefined> {
    const event = await this.#events.next(patienceMs);
    if (event instanceof Violation) throw event;
    return event;
  }

  /**
   * The next event, which must be a `type`.
   *
   * @throws {Violation} when something else comes, or nothing within `patienceMs`.
   */
  async expect<const T extends ClientEvent["type"]>(
    type: T,
    patienceMs = PATIENCE_MS,
  ): Promise<EventOf<T>> {
    return await this.expectOneOf([type], patienceMs);
  }

  /**
   * The next event, which must be one of `types`.
   *
   * @throws {Violation} when something else comes, or nothing within `patienceMs`.
   */
  async expectOneOf<const T extends ClientEvent["type"]>(
    types: readonly T[],
    patienceMs = PATIENCE_MS,
  ): Promise<EventOf<T>> {
    const event = await this.poll(patienceMs);
    const expected = types.map((type) => names[type]).join(" or ");
    demand(event !== undefined, `Expected ${expected}, got nothing for ${patienceMs} ms`);
    const found = types.some((type) => type === event.type);
    demand(found, `Expected ${expected}, got ${describe(event)}`);
    return event as EventOf<T>;
  }

  #onPing(payload: Buffer): void {
    if (!this.#answersPings) return;
    this.#pingsAnswered++;
    this.send({ opcode: Opcode.pong, payload });
  }

  #echo(code: number | null): void {
    this.send({ opcode: Opcode.close, payload: code === null ? Buffer.of() : closePayload(code) });
  }

  #read(bytes: Uint8Array): void {
    try {
      for (const event of this.#reader.read(bytes)) {
        if (event.type === "ping") this.#onPing(event.payload);
        else this.#events.push(event);
        if (event.type === "close" && !this.#closeSent) this.#echo(event.code);
      }
    } catch (error) {
      if (!(error instanceof Violation)) throw error;
      this.#events.push(error);
      this.#stream.destroy();
    }
  }
}

const names: Record<ClientEvent["type"], string> = {
  text: "a text message",
  ping: "a ping",
  pong: "a pong",
  close: "a Close frame",
  end: "the end of the connection",
  reset: "a reset of the connection",
};

function describe(event: ClientEvent): string {
  if (event.type === "text") return `the message ${event.text.slice(0, 300)}`;
  if (event.type === "close") return `Close ${event.code} ${JSON.stringify(event.reason)}`;
  return names[event.type];
}
