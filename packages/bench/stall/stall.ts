import type { Child } from "../programs/child.ts";

/** Stops a child with all of its threads and children once, and lets it go on after a while. */
export class Stall {
  readonly #child: Pick<Child, "kill">;
  readonly #timers: ReturnType<typeof setTimeout>[] = [];
  #stoppedAtMs: number | undefined;
  #lengthMs = 0;

  constructor(child: Pick<Child, "kill">) {
    this.#child = child;
  }

  /** For how long it was stopped; 0 as long as it wasn't. */
  get lengthMs(): number {
    return this.#lengthMs;
  }

  /** Stops it after `delayMs`, for `lengthMs`. */
  schedule(delayMs: number, lengthMs: number): void {
    const stop = () => {
      this.#stoppedAtMs = performance.now();
      this.#child.kill("SIGSTOP");
      this.#timers.push(setTimeout(() => this.end(), lengthMs));
    };
    this.#timers.push(setTimeout(stop, delayMs));
  }

  /** Lets it go on, whatever was scheduled. */
  end(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    if (this.#stoppedAtMs === undefined) return;
    this.#child.kill("SIGCONT");
    this.#lengthMs = performance.now() - this.#stoppedAtMs;
    this.#stoppedAtMs = undefined;
  }
}
