import type { Outcome } from "./inference_client.ts";
import type { Recorder } from "./recorder.ts";

/** How to drive the service. */
export interface DriveOptions {
  readonly durationMs: number;
  /** Most requests under way at once. */
  readonly concurrency: number;
  /** Open loop: requests a second, evenly spaced. Without it each answer starts the next request. */
  readonly rps: number | undefined;
  /** Sends the `index`-th request. */
  readonly post: (index: number) => Promise<Outcome>;
  readonly recorder: Recorder;
  /** Monotonic, in milliseconds. */
  readonly clock: () => number;
  /** Calls back about once a millisecond until what it returned is called. */
  readonly everyMs: (tick: () => void) => () => void;
}

/** How a drive ended. */
export interface DriveEnd {
  readonly ended: "complete" | "interrupted";
  readonly elapsedMs: number;
  /** Open loop: requests whose time had come, and for which no place was free until the end. */
  readonly notSent: number;
}

/**
 * Sends requests for a time, and waits for the last answers.
 *
 * Open loop: request `i` is due at `start + i / rps`, whatever the service does; where
 * `concurrency` requests are under way it waits, and that wait counts in its latency from schedule.
 * Closed loop: `concurrency` requests are always under way.
 */
export class Drive {
  readonly #options: DriveOptions;
  readonly #done = Promise.withResolvers<DriveEnd>();
  #startMs = 0;
  #inFlight = 0;
  #reached = 0;
  #sent = 0;
  #stopTicks = () => {};
  #isOver = false;
  #isDone = false;

  constructor(options: DriveOptions) {
    this.#options = options;
  }

  /** Requests under way. */
  get inFlight(): number {
    return this.#inFlight;
  }

  /** Runs to the end, or until `signal` aborts; then nothing is awaited any more. */
  async run(signal: AbortSignal): Promise<DriveEnd> {
    const interrupt = () => this.#finish("interrupted");
    signal.addEventListener("abort", interrupt);
    this.#startMs = this.#options.clock();
    this.#stopTicks = this.#options.everyMs(() => this.#advance());
    this.#advance();
    if (signal.aborted) interrupt();
    try {
      return await this.#done.promise;
    } finally {
      signal.removeEventListener("abort", interrupt);
    }
  }

  #advance(): void {
    if (this.#isDone) return;
    if (!this.#isOver) this.#sendWhatIsDue();
    if (this.#isOver && this.#inFlight === 0) this.#finish("complete");
  }

  /** The first call after the end still sends what came due since the call before. */
  #sendWhatIsDue(): void {
    const { clock, concurrency, durationMs, rps } = this.#options;
    const nowMs = clock();
    this.#isOver = nowMs - this.#startMs >= durationMs;
    if (rps === undefined && this.#isOver) return;
    this.#reach(nowMs);
    while (this.#inFlight < concurrency && this.#sent < this.#reached) this.#send(nowMs);
  }

  /** Moves on to the requests that are due by now; in a closed loop all of them always are. */
  #reach(nowMs: number): void {
    const { rps, durationMs, recorder } = this.#options;
    if (rps === undefined) {
      this.#reached = Infinity;
      return;
    }
    const endMs = this.#startMs + durationMs;
    for (;;) {
      const dueMs = this.#startMs + this.#reached * 1000 / rps;
      if (dueMs > nowMs || dueMs >= endMs) return;
      recorder.sendLateness.record(nowMs - dueMs);
      this.#reached++;
    }
  }

  #send(nowMs: number): void {
    const { rps, recorder, clock, post } = this.#options;
    const index = this.#sent++;
    const dueMs = rps === undefined ? nowMs : this.#startMs + index * 1000 / rps;
    this.#inFlight++;
    recorder.sent();
    const sentMs = clock();
    void post(index).then((outcome) => {
      if (this.#isDone) return;
      this.#inFlight--;
      recorder.ended(outcome, dueMs, sentMs, clock());
      this.#advance();
    });
  }

  #finish(ended: DriveEnd["ended"]): void {
    if (this.#isDone) return;
    this.#isDone = true;
    this.#stopTicks();
    const elapsedMs = this.#options.clock() - this.#startMs;
    const notSent = this.#options.rps === undefined ? 0 : this.#reached - this.#sent;
    this.#done.resolve({ ended, elapsedMs, notSent });
  }
}
