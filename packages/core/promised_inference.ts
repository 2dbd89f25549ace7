import type { InferenceAnswer } from "@stt-bench/protocol";
import { inferenceFailure } from "./inference_failure.ts";
import type {
  Batch,
  Cancel,
  Clock,
  Inference,
  InferenceHandler,
  InferenceRequest,
  InferenceResult,
} from "./ports.ts";
import { systemClock } from "./system_clock.ts";

/** An async function that has the model look at one batch. */
export type Infer<Answer = InferenceAnswer> = (
  batch: Batch,
  signal: AbortSignal,
) => Promise<InferenceResult<Answer>>;

/** How {@linkcode promisedInference} keeps its deadline. */
export interface PromisedInferenceOptions {
  /** Time for one batch, then its session is told of a `timeout`; by default 10 s, `Infinity`: no limit. */
  readonly timeoutMs?: number;
  /** What measures it; {@linkcode systemClock}. */
  readonly clock?: Clock;
}

/**
 * An {@linkcode Inference} out of an async function. That must not reject for an expected failure, and
 * should settle soon when `signal` aborts, because the deadline has passed or the session is gone: how it
 * settles is then ignored, and it may reject.
 */
export function promisedInference<Answer = InferenceAnswer>(
  infer: Infer<Answer>,
  options: PromisedInferenceOptions = {},
): Inference<Answer> {
  const { timeoutMs = 10_000, clock = systemClock } = options;
  return {
    infer(batch, handler) {
      const request = new PromisedRequest(handler);
      request.follow(infer(batch, request.signal));
      if (timeoutMs < Infinity) request.expireAfter(timeoutMs, clock);
      return request;
    },
  };
}

/** One call of the function: tells the handler once how it ended. */
class PromisedRequest<Answer> implements InferenceRequest {
  readonly #controller = new AbortController();
  readonly #handler: InferenceHandler<Answer>;
  #stopTimer: Cancel = () => {};
  #hasEnded = false;

  constructor(handler: InferenceHandler<Answer>) {
    this.#handler = handler;
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  expireAfter(timeoutMs: number, clock: Clock): void {
    this.#stopTimer = clock.schedule(clock.now() + timeoutMs, () => {
      const problem = `expected an answer within ${timeoutMs} ms, got none`;
      this.#end(() => this.#handler.onResult(inferenceFailure("timeout", problem)));
      this.cancel();
    });
  }

  follow(result: Promise<InferenceResult<Answer>>): void {
    result.then(
      (value) => this.#end(() => this.#handler.onResult(value)),
      (reason) => this.#end(() => this.#onRejected(reason)),
    );
  }

  #onRejected(reason: unknown): void {
    if (!this.signal.aborted) return this.#handler.onBug(reason);
    const problem = "expected an answer, got a cancelled request";
    this.#handler.onResult(inferenceFailure("connection_reset", problem));
  }

  /** The timer goes on: a function that ignores the signal must not keep the batch for good. */
  cancel(): void {
    this.#controller.abort();
  }

  #end(tell: () => void): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    this.#stopTimer();
    tell();
  }
}
