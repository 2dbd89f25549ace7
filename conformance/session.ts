import { Buffer } from "node:buffer";
import { FRAME_MS, generatedPcm, parseServerMessage, ProtocolError } from "@stt-bench/protocol";
import type { PartialMessage } from "@stt-bench/protocol";
import { checkPartial } from "./check_partial.ts";
import { PATIENCE_MS } from "./client/web_socket_client.ts";
import type { ClientEvent, EventOf, WebSocketClient } from "./client/web_socket_client.ts";
import { demand, Violation } from "./violation.ts";

/** Timers fire up to a millisecond early, and clocks are rounded. */
const CLOCK_TOLERANCE_MS = 3;

/** A partial and when it was taken; times are those of `performance.now()`. */
export interface Received {
  readonly partial: PartialMessage;
  readonly atMs: number;
}

/** A started session: it streams generated audio and checks every message against it. */
export class Session {
  readonly client: WebSocketClient;
  /** When the start message was sent, or a little before. */
  readonly startedAtMs = performance.now();
  readonly #pcmSession = Math.floor(Math.random() * 20_000);
  readonly #flushIntervalMs: number;
  readonly #sentAtMs: number[] = [];
  #acknowledged = 0;

  constructor(client: WebSocketClient, flushIntervalMs: number) {
    this.client = client;
    this.#flushIntervalMs = flushIntervalMs;
  }

  /** Frames that partials have acknowledged. */
  get acknowledged(): number {
    return this.#acknowledged;
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

  /** Streams `count` frames, one every `periodMs` of a fixed schedule. */
  async stream(count: number, periodMs: number = FRAME_MS): Promise<void> {
    const start = performance.now();
    for (let i = 0; i < count; i++) {
      await delay(start + i * periodMs - performance.now());
      this.sendFrames(1);
    }
  }

  /**
   * The next event, which must be a right partial.
   *
   * @throws {Violation}
   */
  async partial(): Promise<Received> {
    const { text } = await this.client.expect("text", 2 * this.#flushIntervalMs + PATIENCE_MS);
    return this.#accept(text);
  }

  /** Takes partials until all of `frames` are acknowledged. */
  async acknowledge(frames: number): Promise<Received[]> {
    const received: Received[] = [];
    while (this.#acknowledged < frames) received.push(await this.partial());
    return received;
  }

  /**
   * The next event that is no partial, which must be a `type`; partials before it are checked.
   *
   * @throws {Violation}
   */
  async expectPastPartials<const T extends Exclude<ClientEvent["type"], "text">>(
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
    const partial = parsePartial(text);
    checkPartial(partial, {
      pcmSession: this.#pcmSession,
      frames: this.#sentAtMs.length,
      acknowledged: this.#acknowledged,
    });
    const sinceDueMs = atMs - this.startedAtMs - this.#flushIntervalMs;
    demand(
      sinceDueMs >= -CLOCK_TOLERANCE_MS,
      `Expected a partial after the first due time, got one ${-sinceDueMs} ms before it`,
    );
    const lateness = partial.flush_lateness_ms;
    demand(
      lateness <= sinceDueMs + CLOCK_TOLERANCE_MS,
      `flush_lateness_ms: expected ≤ ${sinceDueMs}, the time since the first due time, got ${lateness}`,
    );
    this.#acknowledged = partial.newest_frame_seq;
    return { partial, atMs };
  }
}

/** Waits for `ms`; at least until the event loop has turned. */
export function delay(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.max(0, ms)));
}

function parsePartial(text: string): PartialMessage {
  try {
    const message = parseServerMessage(text);
    if (message.type === "partial") return message;
    throw new Violation(`Expected a partial, got the error ${text}`);
  } catch (error) {
    if (error instanceof ProtocolError) throw new Violation(error.message);
    throw error;
  }
}
