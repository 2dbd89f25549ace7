import type { Usage } from "./generator_usage.ts";
import { interferenceBetween } from "./machine/interference.ts";
import type { Interference, InterferenceBetween } from "./machine/interference.ts";

/** What a {@linkcode WindowUsage} reads. */
export interface UsagePorts {
  /** Milliseconds, monotonic. */
  readonly clock: () => number;
  readonly readUsage: () => Usage;
  readonly readInterference: () => Interference;
}

interface Opening {
  readonly ms: number;
  readonly cpuMs: number;
  readonly interference: Interference;
}

/**
 * The CPU that the generator used, and that the system withheld from it, in the measured window; and the
 * most memory that it had, in the whole run.
 */
export class WindowUsage {
  readonly #ports: UsagePorts;
  #opening: Opening | undefined;
  #ms = 0;
  #cpuMs = 0;
  #interference: InterferenceBetween = { throttledMs: null, stealPercent: null };
  #maxRssBytes = 0;

  constructor(ports: UsagePorts) {
    this.#ports = ports;
  }

  /** Milliseconds for which the window was open; 0 while it is. */
  get ms(): number {
    return this.#ms;
  }

  /** CPU of those milliseconds. */
  get cpuMs(): number {
    return this.#cpuMs;
  }

  /** The CPU that was withheld in those milliseconds. */
  get interference(): InterferenceBetween {
    return this.#interference;
  }

  /** The most memory that was seen. */
  get maxRssBytes(): number {
    return this.#maxRssBytes;
  }

  /** Looks at the memory. */
  sample(): Usage {
    const usage = this.#ports.readUsage();
    this.#maxRssBytes = Math.max(this.#maxRssBytes, usage.rssBytes);
    return usage;
  }

  /** The window opens. */
  open(): void {
    const interference = this.#ports.readInterference();
    this.#opening = { interference, ms: this.#ports.clock(), cpuMs: this.sample().cpuMs };
  }

  /** The window closes, by the schedule or because the run ends; only the first time counts. */
  close(): void {
    const { cpuMs } = this.sample();
    if (this.#opening === undefined) return;
    this.#ms = this.#ports.clock() - this.#opening.ms;
    this.#cpuMs = cpuMs - this.#opening.cpuMs;
    const { interference } = this.#opening;
    this.#interference = interferenceBetween(interference, this.#ports.readInterference());
    this.#opening = undefined;
  }
}
