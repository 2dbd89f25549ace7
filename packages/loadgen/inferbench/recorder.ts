import { LatencyHistogram } from "@stt-bench/statistics";
import { FAILURE_CAUSES } from "./inference_client.ts";
import type { Failure, Outcome } from "./inference_client.ts";

const MAX_ERROR_SAMPLES = 5;

/** What a run has seen so far. */
export class Recorder {
  /** From the send of a request to its answer. */
  readonly latency = new LatencyHistogram();
  /** From when the schedule wanted it sent to its answer: free of coordinated omission. */
  readonly latencyFromSchedule = new LatencyHistogram();
  /** How late our own schedule was. */
  readonly sendLateness = new LatencyHistogram();
  readonly errors: Record<Failure["cause"], number> = {
    connect: 0,
    timeout: 0,
    http_status: 0,
    request: 0,
  };
  readonly #errorSamples = new Set<string>();
  #attempted = 0;
  #completed = 0;

  /** Requests that were sent. */
  get attempted(): number {
    return this.#attempted;
  }

  /** Requests that were answered rightly. */
  get completed(): number {
    return this.#completed;
  }

  /** Requests that failed, whatever the cause. */
  get failed(): number {
    return FAILURE_CAUSES.reduce((sum, cause) => sum + this.errors[cause], 0);
  }

  /** At most five distinct messages. */
  get errorSamples(): readonly string[] {
    return [...this.#errorSamples];
  }

  /** A request is sent. */
  sent(): void {
    this.#attempted++;
  }

  /** A request has ended. */
  ended(outcome: Outcome, dueMs: number, sentMs: number, nowMs: number): void {
    if (outcome === undefined) {
      this.#completed++;
      this.latency.record(nowMs - sentMs);
      this.latencyFromSchedule.record(nowMs - dueMs);
      return;
    }
    this.errors[outcome.cause]++;
    if (this.#errorSamples.size < MAX_ERROR_SAMPLES) {
      this.#errorSamples.add(`${outcome.cause}: ${outcome.message}`);
    }
  }
}
