import type {
  Batch,
  Clock,
  Inference,
  InferenceFailure,
  InferenceHandler,
  InferenceRequest,
} from "@stt-bench/core";
import { inferenceFailure } from "@stt-bench/core";
import { DeadlineQueue } from "./deadline_queue.ts";
import type { Deadline } from "./deadline_queue.ts";
import { MAX_ANSWER_BYTES } from "./inference_transport.ts";
import type {
  InferenceTransport,
  Post,
  TransportHandler,
  TransportResult,
} from "./inference_transport.ts";
import { judgeAnswer } from "./judge_answer.ts";
import { PostGate } from "./post_gate.ts";
import type { Postable } from "./post_gate.ts";
import { retryAfterMs } from "./retry_after.ts";

/** Statuses whose `Retry-After` is honoured: RFC 6585 §4, RFC 9110 §15.6.4. */
const PAUSING_STATUSES: readonly number[] = [429, 503];

/** What an {@linkcode InferenceClient} stands on. */
export interface InferenceClientOptions {
  readonly transport: InferenceTransport;
  readonly clock: Clock;
  /** Total deadline of a request, from the wait for its turn to the last byte of the answer. */
  readonly timeoutMs: number;
  /** Requests in flight at a time; no limit by default. */
  readonly maxInFlight?: number;
  /** Longest pause between requests that the service may ask for. */
  readonly maxPauseMs: number;
  /** Uniform in [0, 1), for the jitter of pauses that the service asks for. */
  readonly random?: () => number;
  /** Milliseconds since 1970, which `Retry-After` may be told in. */
  readonly epochMs?: () => number;
}

/** What the requests of a client share. */
type Shared = Required<Pick<InferenceClientOptions, "transport" | "timeoutMs" | "epochMs">> & {
  readonly deadlines: DeadlineQueue;
  readonly gate: PostGate;
};

/**
 * The inference service behind any transport: holds the total deadline, lets requests wait while too
 * many are in flight or the service asks for a pause, checks the answer, and gives each failure its
 * kind.
 */
export class InferenceClient implements Inference {
  readonly #clock: Clock;
  readonly #shared: Shared;

  constructor(options: InferenceClientOptions) {
    const { clock, random = Math.random, epochMs = Date.now } = options;
    this.#clock = clock;
    this.#shared = {
      ...options,
      epochMs,
      deadlines: new DeadlineQueue(clock),
      gate: new PostGate({ ...options, random }),
    };
  }

  /** Requests on their way. */
  get inFlight(): number {
    return this.#shared.gate.inFlight;
  }

  /** Requests that wait for their turn. */
  get waiting(): number {
    return this.#shared.gate.waiting;
  }

  infer(batch: Batch, handler: InferenceHandler): InferenceRequest {
    const deadlineMs = this.#clock.now() + this.#shared.timeoutMs;
    const request = new ClientRequest(batch, handler, this.#shared, deadlineMs);
    this.#shared.gate.enter(request);
    return request;
  }
}

/** One request to the inference service: waits for its turn, then is on its way. */
class ClientRequest implements InferenceRequest, Postable, TransportHandler, Deadline {
  readonly deadlineMs: number;
  readonly #batch: Batch;
  readonly #handler: InferenceHandler;
  readonly #shared: Shared;
  /** Its way through the transport; undefined while it waits. */
  #post: Post | undefined;
  #isLate = false;

  constructor(batch: Batch, handler: InferenceHandler, shared: Shared, deadlineMs: number) {
    this.#batch = batch;
    this.#handler = handler;
    this.#shared = shared;
    this.deadlineMs = deadlineMs;
    shared.deadlines.add(this);
  }

  begin(): void {
    this.#post = this.#shared.transport.post(this.#batch, this);
  }

  cancel(): void {
    if (this.#post !== undefined) this.#post.cancel();
    else this.#stopWaiting();
  }

  onDeadline(): void {
    this.#isLate = true;
    this.cancel();
  }

  onEnd(result: TransportResult): void {
    const { deadlines, gate } = this.#shared;
    deadlines.delete(this);
    if (result.outcome === "answered") this.#honourPause(result);
    gate.leave();
    this.#handler.onResult(
      result.outcome === "answered" ? judgeAnswer(result) : this.#explain(result),
    );
  }

  #stopWaiting(): void {
    const { deadlines, gate } = this.#shared;
    if (!gate.giveUp(this)) return;
    deadlines.delete(this);
    const problem = `expected ${gate.obstacle} ${this.#inTime}, got none`;
    this.#handler.onResult(inferenceFailure("pool_timeout", problem));
  }

  #honourPause({ status, retryAfter }: { status: number; retryAfter?: string | undefined }): void {
    if (retryAfter === undefined || !PAUSING_STATUSES.includes(status)) return;
    const { gate, epochMs } = this.#shared;
    const pauseMs = retryAfterMs(retryAfter, epochMs());
    if (pauseMs !== undefined) gate.pause(pauseMs);
  }

  #explain(result: Exclude<TransportResult, { outcome: "answered" }>): InferenceFailure {
    switch (result.outcome) {
      case "too_large":
        return inferenceFailure(
          "parse_error",
          `expected at most ${MAX_ANSWER_BYTES} bytes, got more`,
          200,
        );
      case "not_utf8":
        return inferenceFailure("parse_error", "expected an answer in UTF-8, got other bytes", 200);
      case "not_sent":
        return inferenceFailure(
          "pool_timeout",
          `expected a free connection ${this.#inTime}, got none`,
        );
      case "lost":
        return this.#isLate
          ? inferenceFailure("timeout", `expected an answer ${this.#inTime}, got none`)
          : inferenceFailure("connection_reset", `expected an answer, got: ${result.message}`);
    }
  }

  get #inTime(): string {
    return `within ${this.#shared.timeoutMs} ms`;
  }
}
