import { Buffer } from "node:buffer";
import { FRAME_MS, generatedPcm, parseServerMessage, ProtocolError } from "@stt-bench/protocol";
import type { ErrorMessage, PartialMessage, ServerMessage } from "@stt-bench/protocol";
import { checkMessage } from "./check_message.ts";
import { Opcode } from "./client/encode_frame.ts";
import { PATIENCE_MS } from "./client/web_socket_client.ts";
import type { ClientEvent, EventOf, WebSocketClient } from "./client/web_socket_client.ts";
import { Violation } from "./violation.ts";

/** A message and when it was taken, on the clock of `performance.now()`. */
export interface Received<M extends ServerMessage = ServerMessage> {
  readonly message: M;
  readonly atMs: number;
}

/** A session: it streams generated audio and holds every message against it. */
export class Session {
  readonly client: WebSocketClient;
  /** When the start message was sent, or a little before. */
  readonly startedAtMs = performance.now();
  readonly #pcmSession = Math.floor(Math.random() * 20_000);
  readonly #flushIntervalMs: number;
  readonly #sentAtMs: number[] = [];
  /** Messages that came while something else was awaited. */
  readonly #early: Received[] = [];
  #settled = 0;

  /** To be made when the start message is sent. */
  constructor(client: WebSocketClient, flushIntervalMs: number) {
    this.client = client;
    this.#flushIntervalMs = flushIntervalMs;
  }

  /** When frame `seq` was sent. */
  sentAtMs(seq: number): number {
    return this.#sentAtMs[seq - 1]!;
  }

  /** The audio of the next frame, which counts as sent: the caller sends it. */
  nextFrame(): Buffer {
    this.#sentAtMs.push(performance.now());
    const seq = this.#sentAtMs.length;
    const samples = generatedPcm(this.#pcmSession, seq, seq);
    return Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength);
  }

  /** Sends `count` frames at once. */
  sendFrames(count: number): void {
    for (let i = 0; i < count; i++) this.client.sendBinary(this.nextFrame());
  }

  /**
   * Waits until the gateway has taken everything sent so far: pongs come in order. Messages that come
   * meanwhile are still the next ones.
   */
  async roundTrip(): Promise<void> {
    this.client.send({ opcode: Opcode.ping });
    for (;;) {
      const event = await this.client.expectOneOf(["text", "pong"]);
      if (event.type === "pong") return;
      this.#early.push(this.#accept(event.text));
    }
  }

  /** Streams `count` frames, one every `periodMs` of a fixed schedule. */
  async stream(count: number, periodMs: number = FRAME_MS): Promise<void> {
    const start = performance.now();
    for (let i = 0; i < count; i++) {
      await delay(start + i * periodMs - performance.now());
      this.sendFrames(1);
    }
  }

  /**
   * The next event, which must be a right partial or error message.
   *
   * @throws {Violation}
   */
  async message(): Promise<Received> {
    const early = this.#early.shift();
    if (early !== undefined) return early;
    const { text } = await this.client.expect("text", 2 * this.#flushIntervalMs + PATIENCE_MS);
    return this.#accept(text);
  }

  /**
   * The next event, which must be a right partial.
   *
   * @throws {Violation}
   */
  async partial(): Promise<Received<PartialMessage>> {
    const { message, atMs } = await this.message();
    if (message.type === "partial") return { message, atMs };
    throw new Violation(`Expected a partial, got ${JSON.stringify(message)}`);
  }

  /**
   * The next event, which must be a right error message.
   *
   * @throws {Violation}
   */
  async error(): Promise<ErrorMessage> {
    const { message } = await this.message();
    if (message.type === "error") return message;
    throw new Violation(`Expected an error message, got ${JSON.stringify(message)}`);
  }

  /** Takes partials until all of `frames` are acknowledged. */
  async acknowledge(frames: number): Promise<Received<PartialMessage>[]> {
    const received: Received<PartialMessage>[] = [];
    while (this.#early.length > 0 || this.#settled < frames) received.push(await this.partial());
    return received;
  }

  /**
   * The next event that is no message, which must be a `type`; messages before it are checked.
   *
   * @throws {Violation}
   */
  async expectPastMessages<const T extends Exclude<ClientEvent["type"], "text">>(
    type: T,
  ): Promise<EventOf<T>> {
    for (;;) {
      const event: ClientEvent = await this.client.expectOneOf(["text", type]);
      if (event.type !== "text") return event as EventOf<T>;
      this.#accept(event.text);
    }
  }

  #accept(text: string): Received {
    const atMs = performance.now();
    const message = parse(text);
    checkMessage(message, {
      pcmSession: this.#pcmSession,
      frames: this.#sentAtMs.length,
      settled: this.#settled,
      sinceFirstDueMs: atMs - this.startedAtMs - this.#flushIntervalMs,
    });
    this.#settled = message.newest_frame_seq;
    return { message, atMs };
  }
}

/** Waits for `ms`; at least until the event loop has turned. */
export function delay(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.max(0, ms)));
}

function parse(text: string): ServerMessage {
  try {
    return parseServerMessage(text);
  } catch (error) {
    if (error instanceof ProtocolError) throw new Violation(error.message);
    throw error;
  }
}
