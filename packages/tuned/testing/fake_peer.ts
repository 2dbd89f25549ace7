import type { ManualClock } from "@stt-bench/core/testing";
import type { TcpEvents } from "../tcp_socket.ts";
import { FakeTcpSocket } from "./fake_tcp_socket.ts";

/**
 * The other end of a {@linkcode FakeTcpSocket}. What it sends waits, chunk by chunk, until the socket
 * reads; as in a runtime that happens later, here in the clock's next turn.
 */
export class FakePeer {
  readonly socket: FakeTcpSocket = new FakeTcpSocket();
  readonly #clock: ManualClock;
  #events: TcpEvents | undefined;
  readonly #chunks: Uint8Array[] = [];
  #hasEnded = false;
  #isClosed = false;
  #isScheduled = false;
  #waiting: { readonly isTrue: () => boolean; readonly resolve: () => void }[] = [];

  constructor(clock: ManualClock) {
    this.#clock = clock;
    this.socket.onAction = () => this.#onAction();
  }

  /** Who hears what happens on the socket. */
  reportTo(events: TcpEvents): void {
    this.#events = events;
  }

  /** Chunks that the socket hasn't read. */
  get unread(): number {
    return this.#chunks.length;
  }

  /** Sends chunks; those of one call have all arrived when the first is read. */
  send(...chunks: readonly Uint8Array[]): void {
    this.#chunks.push(...chunks);
    this.#schedule();
    this.#turn();
  }

  /** Ends its side. */
  end(): void {
    this.#hasEnded = true;
    this.#schedule();
    this.#turn();
  }

  /** Cuts the connection. */
  reset(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#events!.onClose("reset by peer");
  }

  /** Takes all that waits to be written. */
  drain(): void {
    const { socket } = this;
    socket.takesAtOnce = true;
    if (socket.unwrittenBytes === 0 || this.#isClosed) return;
    socket.unwrittenBytes = 0;
    this.#events!.onDrained();
    this.#turn();
  }

  /** Resolves when something is done to the socket after which `isTrue`. */
  async until(isTrue: (socket: FakeTcpSocket) => boolean): Promise<void> {
    const isTrueNow = () => isTrue(this.socket);
    if (!isTrueNow()) {
      await new Promise<void>((resolve) => this.#waiting.push({ isTrue: isTrueNow, resolve }));
    }
    this.#turn();
  }

  #turn(): void {
    this.#clock.advance(0);
  }

  #onAction(): void {
    const done = this.#waiting.filter(({ isTrue }) => isTrue());
    this.#waiting = this.#waiting.filter((entry) => !done.includes(entry));
    for (const { resolve } of done) resolve();
    this.#schedule();
  }

  #schedule(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    this.#clock.schedule(this.#clock.now(), () => {
      this.#isScheduled = false;
      this.#deliver();
    });
  }

  #deliver(): void {
    const { socket } = this;
    const events = this.#events!;
    if (this.#isClosed) return;
    if (socket.isDestroyed) {
      this.#isClosed = true;
      return events.onClose();
    }
    if (!socket.isReading) return;
    const chunk = this.#chunks.shift();
    if (chunk !== undefined) {
      socket.isReading = false;
      events.onData(chunk, this.#chunks.length === 0);
    } else if (this.#hasEnded) {
      socket.isReading = false;
      events.onEnd();
    }
  }
}
