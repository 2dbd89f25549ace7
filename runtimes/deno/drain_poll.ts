import type { Session } from "@stt-bench/core";

/** How often sockets with unwritten messages are looked at; one timer for all of them. */
const POLL_INTERVAL_MS = 20;

/**
 * Tells sessions that their messages have been written: Deno's WebSocket has no drain event, only
 * `bufferedAmount`, so that somebody has to look.
 */
export class DrainPoll {
  readonly #sessions = new Map<WebSocket, Session>();
  #isRunning = false;

  /** `socket` holds unwritten messages of `session`. */
  add(socket: WebSocket, session: Session): void {
    this.#sessions.set(socket, session);
    if (!this.#isRunning) this.#run();
  }

  /** `socket` will write nothing more. */
  delete(socket: WebSocket): void {
    this.#sessions.delete(socket);
  }

  #run(): void {
    this.#isRunning = true;
    setTimeout(this.#poll, POLL_INTERVAL_MS);
  }

  readonly #poll = (): void => {
    this.#isRunning = false;
    for (const [socket, session] of this.#sessions) {
      if (socket.bufferedAmount > 0) continue;
      this.#sessions.delete(socket);
      session.drained();
    }
    if (this.#sessions.size > 0 && !this.#isRunning) this.#run();
  };
}
