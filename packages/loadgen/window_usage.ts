import type { Usage } from "./generator_usage.ts";

/** What the generator itself used: CPU over the measured window, memory over the run. */
export class WindowUsage {
  readonly #clock: () => number;
  readonly #read: () => Usage;
  #open: { ms: number; cpuMs: number } | undefined;
  #ms = 0;
  #cpuMs = 0;
  #maxRssBytes = 0;

  constructor(clock: () => number, read: () => Usage) {
    this.#clock = clock;
    this.#read = read;
  }

  /** Milliseconds for which the window was open; 0 while it is. */
  get ms(): number {
    return this.#ms;
  }

  /** CPU of those milliseconds. */
  get cpuMs(): number {
    return this.#cpuMs;
  }

  /** The most memory that was seen. */
  get maxRssBytes(): number {
    return this.#maxRssBytes;
  }

  /** Looks at the memory. */
  sample(): Usage {
    const usage = this.#read();
    this.#maxRssBytes = Math.max(this.#maxRssBytes, usage.rssBytes);
    return usage;
  }

  /** The window opens. */
  open(): void {
    this.#open = { ms: this.#clock(), cpuMs: this.sample().cpuMs };
  }

  /** The window closes, by the schedule or because the run ends; only the first time counts. */
  close(): void {
    const { cpuMs } = this.sample();
    if (this.#open === undefined) return;
    this.#ms = this.#clock() - this.#open.ms;
    this.#cpuMs = cpuMs - this.#open.cpuMs;
    this.#open = undefined;
  }
}
