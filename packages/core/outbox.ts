import type { SessionSocket } from "./ports.ts";

/** Messages of one connection that the transport may hold unwritten at a time. */
const OUTBOX_CAPACITY = 4;

/** What became of a message: `full` is not sent, try again once the outbox has drained. */
export type OutboxOutcome = "accepted" | "full" | "closed";

/**
 * Bounds what one client that doesn't read can make us hold: a message that the transport has not
 * written to the kernel occupies one of four places, and so does each one after it, until the
 * transport says that it has drained.
 */
export class Outbox {
  readonly #socket: SessionSocket;
  #unwritten = 0;

  constructor(socket: SessionSocket) {
    this.#socket = socket;
  }

  /** Messages that the transport has not written yet. */
  get unwritten(): number {
    return this.#unwritten;
  }

  /** Hands a message to the transport, if there is room. */
  send(text: string): OutboxOutcome {
    if (this.#unwritten === OUTBOX_CAPACITY) return "full";
    const outcome = this.#socket.send(text);
    if (outcome === "closed") return "closed";
    if (outcome === "queued") this.#unwritten++;
    return "accepted";
  }

  /** The transport has written everything that it held. */
  drained(): void {
    this.#unwritten = 0;
  }
}
