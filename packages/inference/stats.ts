import { createHistogram } from "node:perf_hooks";
import { percentilesOf } from "./percentiles.ts";
import type { Percentiles } from "./percentiles.ts";
import type { Slots } from "./slots.ts";

/** What `GET /stats` answers. Everything but the present state counts since the last reset. */
export interface StatsReport {
  readonly uptime_ms: number;
  /** `POST /infer` requests whose headers arrived. */
  readonly requests: number;
  readonly answered: number;
  readonly errors: ErrorCounts;
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

/** Requests that got no answer from the model, by cause. */
export interface ErrorCounts {
  odd_length: number;
  too_large: number;
  client_gone: number;
}

/** The simulator's own counters and histograms. */
export class Stats {
  readonly queueWait = createHistogram();
  readonly answerLateness = createHistogram();
  readonly loopDelay = createHistogram();
  readonly errors: ErrorCounts = { odd_length: 0, too_large: 0, client_gone: 0 };
  answered = 0;
  faultsInjected = 0;
  openConnections = 0;
  #requests = 0;
  #inFlight = 0;
  #maxInFlight = 0;
  readonly #slots: Slots;

  constructor(slots: Slots) {
    this.#slots = slots;
  }

  /** The headers of a request have arrived. */
  requestStarted(): void {
    this.#requests++;
    this.#inFlight++;
    this.#maxInFlight = Math.max(this.#maxInFlight, this.#inFlight);
  }

  /** A request has ended, one way or another. */
  requestEnded(): void {
    this.#inFlight--;
  }

  /** Sets counters, maxima and histograms back; what is under way goes on counting. */
  reset(): void {
    this.#requests = 0;
    this.#maxInFlight = this.#inFlight;
    this.answered = 0;
    this.faultsInjected = 0;
    for (const cause of Object.keys(this.errors) as (keyof ErrorCounts)[]) this.errors[cause] = 0;
    for (const each of [this.queueWait, this.answerLateness, this.loopDelay]) each.reset();
    this.#slots.resetMaxActive();
  }

  /** Everything at this moment. */
  report(): StatsReport {
    return {
      uptime_ms: Math.round(performance.now()),
      requests: this.#requests,
      answered: this.answered,
      errors: { ...this.errors },
      faults_injected: this.faultsInjected,
      in_flight: this.#inFlight,
      max_in_flight: this.#maxInFlight,
      active: this.#slots.active,
      max_active: this.#slots.maxActive,
      queued: this.#slots.queued,
      open_connections: this.openConnections,
      queue_wait: percentilesOf(this.queueWait),
      answer_lateness: percentilesOf(this.answerLateness),
      loop_delay: percentilesOf(this.loopDelay),
    };
  }
}
