import { Buffer } from "node:buffer";
import type { ClientEvent, Gateway, WebSocketClient } from "@stt-bench/conformance";
import { delay, demand, demandEqual, encodeFrame, Opcode, Violation } from "@stt-bench/conformance";
import { CloseCode, FRAME_BYTES, parseServerMessage } from "@stt-bench/protocol";

/** One frame of silence, ready to be written: 200 clients share a process, and it is not on trial. */
const FRAME = encodeFrame({ opcode: Opcode.binary, payload: Buffer.alloc(FRAME_BYTES) });

/** How long anything may take that has no limit of its own, with 200 clients on a busy machine. */
export const ROLLING_PATIENCE_MS = 20_000;

/** Pause before a client that was refused tries again; half of it is jitter. */
const RETRY_MS = 60;

const EVENTS = ["text", "close", "end", "reset"] as const;

/** One connection of a client. Times are of `performance.now()`. */
export interface Visit {
  /** Frames sent. */
  sent: number;
  /** Frames in partials and in error messages: always the first ones sent. */
  answered: number;
  /** When the first answer came. */
  servedAtMs?: number;
  /** How the gateway ended it; undefined as long as it stays, or when the client closed it. */
  end?: VisitEnd;
}

/** A Close 1012, or the connection was cut without a Close. */
interface VisitEnd {
  readonly atMs: number;
  readonly isCut: boolean;
}

/**
 * A session that streams in real time and survives restarts: at Close 1012, when it is cut off, and
 * when an upgrade is refused, it goes to the next gateway, and sends again what was not answered.
 */
export class RollingClient {
  /** All connections so far, the present one last. */
  readonly visits: Visit[] = [];
  readonly #gateways: readonly Gateway[];
  #turn: number;
  #client: WebSocketClient | undefined;
  /** Frames that were answered on earlier connections. */
  #answeredBefore = 0;
  /** Frames of the whole stream; known when it ends. */
  #total = Infinity;

  /** Begins with the gateway `turn`. */
  constructor(gateways: readonly Gateway[], turn: number) {
    this.#gateways = gateways;
    this.#turn = turn;
  }

  /** Is it connected, and has this connection been answered? */
  get isServed(): boolean {
    return this.#client !== undefined && this.visits.at(-1)!.servedAtMs !== undefined;
  }

  /** Frames answered so far, on all connections. */
  get answered(): number {
    return this.visits.reduce((sum, { answered }) => sum + answered, 0);
  }

  /** There are so many frames of audio by now: sends those that this connection lacks. */
  advance(frames: number): void {
    const client = this.#client;
    if (client === undefined) return;
    const visit = this.visits.at(-1)!;
    while (this.#answeredBefore + visit.sent < frames) {
      client.sendBytes(FRAME);
      visit.sent++;
    }
  }

  /** The stream ends after so many frames: it closes as soon as all of them are answered. */
  finish(frames: number): void {
    this.#total = frames;
    this.#closeWhenDone();
  }

  /**
   * Lives until all frames are answered.
   *
   * @throws {Violation} when a gateway does anything but serve, restart, or refuse for a while.
   */
  async run(): Promise<void> {
    let isOver = false;
    while (!isOver) {
      const client = await this.#connect();
      this.#answeredBefore = this.answered;
      const visit: Visit = { sent: 0, answered: 0 };
      this.visits.push(visit);
      client.sendText('{"type":"start"}');
      this.#client = client;
      this.#closeWhenDone();
      isOver = await this.#listen(client, visit);
    }
  }

  async #connect(): Promise<WebSocketClient> {
    const deadlineMs = performance.now() + ROLLING_PATIENCE_MS;
    for (;;) {
      try {
        return await this.#gateways[this.#turn]!.connect();
      } catch (error) {
        if (performance.now() > deadlineMs) {
          throw new Violation(
            `Expected a gateway that takes sessions: ${(error as Error).message}`,
          );
        }
      }
      this.#goOn();
      await delay(RETRY_MS * (0.5 + Math.random() / 2));
    }
  }

  #goOn(): void {
    this.#turn = (this.#turn + 1) % this.#gateways.length;
  }

  /** Hears `client` out; true when the stream is over, false when the gateway restarts. */
  async #listen(client: WebSocketClient, visit: Visit): Promise<boolean> {
    for (;;) {
      const event = await client.expectOneOf(EVENTS, ROLLING_PATIENCE_MS);
      if (event.type !== "text") return this.#ended(visit, event);
      this.#settle(visit, event.text);
      this.#closeWhenDone();
    }
  }

  #ended(visit: Visit, event: ClientEvent): boolean {
    this.#client = undefined;
    if (event.type === "close") {
      if (event.code === CloseCode.normal && this.answered === this.#total) return true;
      demandEqual("Close code", event.code, CloseCode.serviceRestart);
    }
    visit.end = { atMs: performance.now(), isCut: event.type !== "close" };
    this.#goOn();
    return false;
  }

  #settle(visit: Visit, text: string): void {
    const message = parseServerMessage(text);
    demandEqual("oldest_frame_seq", message.oldest_frame_seq, visit.answered + 1);
    const { newest_frame_seq: newest } = message;
    demand(newest <= visit.sent, `Answered: expected at most ${visit.sent}, got ${newest}`);
    visit.servedAtMs ??= performance.now();
    visit.answered = newest;
  }

  #closeWhenDone(): void {
    if (this.answered === this.#total) this.#client?.sendClose(CloseCode.normal);
  }
}
