import { Patience } from "./patience.ts";
import type { SessionSocket } from "./ports.ts";
import type { SessionHost } from "./session_host.ts";

/** What an {@linkcode IdleWatch} asks and tells. */
export interface IdleEvents {
  /** A number that grows with whatever the client sends. */
  activity(): number;
  /** The client has neither sent anything nor answered a ping: it is gone, most likely. */
  onDead(): void;
}

/**
 * Finds clients that are gone without a word. After an idle period without anything from the client it
 * is pinged, and given up after another one. Where the transport cannot ping, silence for two periods
 * is enough.
 *
 * Nothing here runs per frame: the watch looks at a count once per period.
 */
export class IdleWatch {
  readonly #host: SessionHost;
  readonly #socket: SessionSocket;
  readonly #events: IdleEvents;
  readonly #patience: Patience;
  #activity = 0;
  #isPinged = false;

  constructor(host: SessionHost, socket: SessionSocket, events: IdleEvents) {
    this.#host = host;
    this.#socket = socket;
    this.#events = events;
    this.#patience = new Patience({ ...host, onLost: () => this.#look() });
  }

  /** Watches from now on, unless the settings say never. */
  start(): void {
    if (this.#host.settings.idleTimeoutMs > 0) this.#wait();
  }

  /** Watches no more. */
  stop(): void {
    this.#patience.cancel();
  }

  #look(): void {
    if (this.#events.activity() !== this.#activity) return this.#wait();
    if (this.#isPinged) return this.#events.onDead();
    this.#isPinged = true;
    this.#socket.ping?.();
    this.#patience.arm(this.#host.settings.idleTimeoutMs);
  }

  #wait(): void {
    this.#isPinged = false;
    this.#activity = this.#events.activity();
    this.#patience.arm(this.#host.settings.idleTimeoutMs);
  }
}
