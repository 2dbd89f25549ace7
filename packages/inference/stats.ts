import { LoopDelay } from "./loop_delay.ts";
import { percentilesOf, recordMs } from "./percentiles.ts";
import type { Percentiles } from "./percentiles.ts";
import type { Slots } from "./slots.ts";
import { StatsWindow } from "./stats_window.ts";
import type { ErrorCounts } from "./stats_window.ts";

/**
 * What `GET /stats` answers. Everything but the present state counts since the last reset, and
 * requests only if they began after it.
 */
export interface StatsReport {
  readonly uptime_ms: number;
  /** `POST /infer` requests whose headers arrived. */
  readonly requests: number;
  readonly answered: number;
  /** Requests that their client spoilt. */
  readonly errors: ErrorCounts;
  /** Requests that the simulator spoilt, as it was told. */
  readonly faults_injected: number;
  /** Requests between their headers and their end, now and at most. */
  readonly in_flight: number;
  readonly max_in_flight: number;
  /** Requests that hold a slot, through compute and wait, now and at most. */
  readonly active: number;
  readonly max_active: number;
  /** Requests that wait for a slot now. */
  readonly queued: number;
  readonly open_connections: number;
  /** Wait for a slot. */
  readonly queue_wait: Percentiles;
  /** How much later than the latency model said an answer went out: the simulator's own fault. */
  readonly answer_lateness: Percentiles;
  /** How late the event loop runs its timers. */
  readonly loop_delay: Percentiles;
}

/** The simulator's own counters and histograms. */
export class Stats {
  openConnections = 0;
  #window = new StatsWindow();
  #inFlight = 0;
  #maxInFlight = 0;
  readonly #loopDelay: LoopDelay;
  readonly #slots: Slots;

  constructor(slots: Slots) {
    this.#slots = slots;
    this.#loopDelay = new LoopDelay(performance.now());
  }

  /** The headers of a request have arrived; returns where it counts what becomes of it. */
  requestStarted(): StatsWindow {
    this.#window.requests++;
    this.#inFlight++;
    this.#maxInFlight = Math.max(this.#maxInFlight, this.#inFlight);
    return this.#window;
  }

  /** A request has ended, one way or another. */
  requestEnded(): void {
    this.#inFlight--;
  }

  /** The timer that watches the event loop runs at `nowMs`. */
  loopSampled(nowMs: number): void {
    const { loopDelay } = this.#window;
    this.#loopDelay.sample(nowMs, (delayMs) => recordMs(loopDelay, delayMs));
  }

  /** Begins a new window; maxima start from what is under way. */
  reset(): void {
    this.#window = new StatsWindow();
    this.#maxInFlight = this.#inFlight;
    this.#loopDelay.restart(performance.now());
    this.#slots.resetMaxActive();
  }

  /** Everything at this moment. */
  report(): StatsReport {
    const { requests, answered, errors, faultsInjected } = this.#window;
    const { queueWait, answerLateness, loopDelay } = this.#window;
    return {
      uptime_ms: Math.round(performance.now()),
      requests,
      answered,
      errors: { ...errors },
      faults_injected: faultsInjected,
      in_flight: this.#inFlight,
      max_in_flight: this.#maxInFlight,
      active: this.#slots.active,
      max_active: this.#slots.maxActive,
      queued: this.#slots.queued,
      open_connections: this.openConnections,
      queue_wait: percentilesOf(queueWait),
      answer_lateness: percentilesOf(answerLateness),
      loop_delay: percentilesOf(loopDelay),
    };
  }
}
