import type { Clock } from "@stt-bench/core";

/** Time for the answer to a PING; a server that is only slow answers at once. */
const PING_TIMEOUT_MS = 1000;

/** What a {@linkcode Probe} stands on. */
export interface ProbeOptions {
  readonly clock: Clock;
  /** Sends a PING. */
  readonly ping: () => void;
  /** The peer hasn't answered; `problem` says so. */
  readonly onSilent: (problem: string) => void;
}

/**
 * Asks a peer whether it is still there, after a request to it was given up. Otherwise a host that
 * vanished would be noticed only when TCP gives up, after many minutes.
 */
export class Probe {
  readonly #options: ProbeOptions;
  #cancelTimeout: (() => void) | undefined;

  constructor(options: ProbeOptions) {
    this.#options = options;
  }

  /** Sends a PING, unless one is on its way. */
  start(): void {
    if (this.#cancelTimeout !== undefined) return;
    const { clock, ping, onSilent } = this.#options;
    this.#cancelTimeout = clock.schedule(clock.now() + PING_TIMEOUT_MS, () => {
      onSilent(`no answer to a PING within ${PING_TIMEOUT_MS} ms`);
    });
    ping();
  }

  /** The peer has answered, or the connection has ended. */
  stop(): void {
    this.#cancelTimeout?.();
    this.#cancelTimeout = undefined;
  }
}
