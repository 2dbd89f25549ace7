import type {
  Batch,
  Clock,
  Inference,
  InferenceHandler,
  InferenceRequest,
  InferenceResult,
} from "@stt-bench/core";
import { inferenceFailure } from "@stt-bench/core";
import type { ErrorKind } from "@stt-bench/protocol";

/** Where a {@linkcode CircuitBreaker} may stand. */
export const CIRCUIT_STATES = ["closed", "open", "half-open"] as const;

/** One of {@linkcode CIRCUIT_STATES}. */
export type CircuitState = (typeof CIRCUIT_STATES)[number];

/** What a {@linkcode CircuitBreaker} stands on. */
export interface CircuitBreakerOptions {
  /** The service that it watches. */
  readonly inference: Inference;
  readonly clock: Clock;
  /** Failures in a row that open it. */
  readonly failures: number;
  /** How long it stays open before a request tries the service again. */
  readonly pauseMs: number;
}

/** What the end of a request says of the service. */
type Sign = "well" | "ill" | "none";

/**
 * Signs of failures. A service that says what is wrong with a request, or that there are too many, is
 * well. A truncated answer is a `parse_error` or a `connection_reset`, depending on the HTTP client:
 * so they count alike. Of one that never was on its way there is nothing to learn.
 */
const signs: Readonly<Record<ErrorKind, Sign>> = {
  timeout: "ill",
  connection_reset: "ill",
  http_5xx: "ill",
  parse_error: "ill",
  http_4xx: "well",
  http_429: "well",
  pool_timeout: "none",
  circuit_open: "none",
  overflow: "none",
  send_error: "none",
};

/**
 * Spares a service that is ill the requests, and clients the wait for them: after so many failures in
 * a row, requests fail at once with `circuit_open`, until one that was let through has succeeded.
 *
 * | state     | a request                  | leaves it                                                |
 * | --------- | -------------------------- | -------------------------------------------------------- |
 * | closed    | goes through               | `failures` in a row: open                                |
 * | open      | fails; the first after the | with that one: half-open                                 |
 * |           | pause goes through         |                                                          |
 * | half-open | fails                      | the one that went through ends: well, closed; ill, open; |
 * |           |                            | without a sign, open with no pause                       |
 *
 * Only requests that began in the present state count: what a service did not answer before it was
 * restarted says nothing of it now.
 */
export class CircuitBreaker implements Inference {
  readonly #options: CircuitBreakerOptions;
  #state: CircuitState = "closed";
  /** Counts the changes of the state. */
  #period = 0;
  #failures = 0;
  #openUntilMs = 0;

  constructor(options: CircuitBreakerOptions) {
    this.#options = options;
  }

  /** Where it stands. */
  get state(): CircuitState {
    return this.#state;
  }

  infer(batch: Batch, handler: InferenceHandler): InferenceRequest {
    const { inference, clock } = this.#options;
    const isTry = this.#state === "open" && clock.now() >= this.#openUntilMs;
    if (this.#state !== "closed" && !isTry) return this.#refuse(handler);
    const request = new WatchedRequest(handler, this.#learn);
    request.inner = inference.infer(batch, request);
    // Not before: a client that throws leaves it open.
    if (isTry) this.#enter("half-open");
    request.period = this.#period;
    return request;
  }

  readonly #learn = (sign: Sign, period: number): void => {
    if (period !== this.#period) return;
    if (sign === "none") {
      if (this.#state === "half-open") this.#open(0);
    } else if (sign === "well") {
      this.#failures = 0;
      if (this.#state === "half-open") this.#enter("closed");
    } else if (++this.#failures >= this.#options.failures || this.#state === "half-open") {
      this.#open(this.#options.pauseMs);
    }
  };

  #open(pauseMs: number): void {
    this.#openUntilMs = this.#options.clock.now() + pauseMs;
    this.#enter("open");
  }

  #enter(state: CircuitState): void {
    this.#state = state;
    this.#period++;
    this.#failures = 0;
  }

  #refuse(handler: InferenceHandler): InferenceRequest {
    const { failures } = this.#options;
    const got = `${failures} failures in a row, and no success since`;
    const failure = inferenceFailure("circuit_open", `expected a service that is well, got ${got}`);
    // A handler never hears during the call.
    queueMicrotask(() => handler.onResult(failure));
    return NOTHING_TO_CANCEL;
  }
}

const NOTHING_TO_CANCEL: InferenceRequest = { cancel() {} };

/** A request that tells what its end says of the service. */
class WatchedRequest implements InferenceRequest, InferenceHandler {
  inner: InferenceRequest | undefined;
  /** When it began. */
  period = 0;
  readonly #handler: InferenceHandler;
  readonly #learn: (sign: Sign, period: number) => void;
  #isCancelled = false;

  constructor(handler: InferenceHandler, learn: (sign: Sign, period: number) => void) {
    this.#handler = handler;
    this.#learn = learn;
  }

  cancel(): void {
    this.#isCancelled = true;
    this.inner?.cancel();
  }

  onResult(result: InferenceResult): void {
    this.#learn(this.#isCancelled ? "none" : signOf(result), this.period);
    this.#handler.onResult(result);
  }

  onBug(bug: unknown): void {
    this.#learn("none", this.period);
    this.#handler.onBug(bug);
  }
}

function signOf(result: InferenceResult): Sign {
  return result.ok ? "well" : signs[result.kind];
}
