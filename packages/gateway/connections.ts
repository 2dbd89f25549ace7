import type { Clock } from "@stt-bench/core";

/** A shortage is over when nobody was turned away for this long. */
const QUIET_MS = 1000;

/** What {@linkcode Connections} stand on. */
export interface ConnectionsOptions {
  /** Most that may be open at a time. */
  readonly max: number;
  readonly clock: Clock;
  /** Hears of each connection that was turned away. */
  readonly onTurnedAway?: (() => void) | undefined;
  /** Hears of a shortage, once; `problem` says of what. */
  readonly onShortage?: ((problem: string) => void) | undefined;
  /** The shortage is over; `turnedAway` connections were not served meanwhile. */
  readonly onRelief?: ((turnedAway: number) => void) | undefined;
}

/**
 * The connections of this process, whether they have become sessions or not. Beyond a number of them
 * each further one is cut at once, which is kinder than what the system does when it has no file
 * descriptor left: its client waits, and some runtimes end or turn in circles (see their adapters).
 */
export class Connections {
  readonly #options: ConnectionsOptions;
  #open = 0;
  #turnedAway = 0;
  #lastMs = 0;

  constructor(options: ConnectionsOptions) {
    this.#options = options;
  }

  /** Most that may be open at a time, for an adapter whose runtime counts by itself. */
  get max(): number {
    return this.#options.max;
  }

  /** One more has come. False: it must be cut; otherwise {@linkcode leave} follows when it ends. */
  enter(): boolean {
    const { max } = this.#options;
    if (this.#open >= max) {
      this.turnAway(`expected at most ${max} connections, got another`);
      return false;
    }
    this.#open++;
    return true;
  }

  /** One that has entered has ended. */
  leave(): void {
    this.#open--;
  }

  /** At least one connection is not served; `problem` is why. */
  turnAway(problem: string): void {
    const { clock, onTurnedAway, onShortage } = this.#options;
    this.#turnedAway++;
    this.#lastMs = clock.now();
    onTurnedAway?.();
    if (this.#turnedAway > 1) return;
    onShortage?.(problem);
    this.#watch();
  }

  #watch(): void {
    const { clock, onRelief } = this.#options;
    clock.schedule(this.#lastMs + QUIET_MS, () => {
      if (clock.now() < this.#lastMs + QUIET_MS) return this.#watch();
      const turnedAway = this.#turnedAway;
      this.#turnedAway = 0;
      onRelief?.(turnedAway);
    });
  }
}
