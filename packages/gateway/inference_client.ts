import { TimerWheel, WheelTimer } from "@stt-bench/core";
import type { Batch, Clock, Inference, InferenceFailure, InferenceResult } from "@stt-bench/core";
import { ERROR_KINDS, errorKindOfStatus, isInferenceAnswer } from "@stt-bench/protocol";
import type { ErrorKind } from "@stt-bench/protocol";
import { MAX_ANSWER_BYTES } from "./inference_transport.ts";
import type { InferenceTransport, TransportResult } from "./inference_transport.ts";

/** How far after its time a deadline may strike. One timer then serves many requests. */
const DEADLINE_RESOLUTION_MS = 20;

/** How much of a wrong answer an error message quotes. */
const EXCERPT_LENGTH = 120;

/** What an {@linkcode InferenceClient} stands on. */
export interface InferenceClientOptions {
  readonly transport: InferenceTransport;
  readonly clock: Clock;
  /** Total deadline of a request, from the wait for a connection to the last byte of the answer. */
  readonly timeoutMs: number;
}

/**
 * The inference service behind any transport: holds the total deadline, cancels when the session
 * closes, checks the answer, and gives each failure its kind.
 */
export class InferenceClient implements Inference {
  readonly #transport: InferenceTransport;
  readonly #clock: Clock;
  readonly #timeoutMs: number;
  readonly #deadlines: TimerWheel;

  constructor({ transport, clock, timeoutMs }: InferenceClientOptions) {
    this.#transport = transport;
    this.#clock = clock;
    this.#timeoutMs = timeoutMs;
    this.#deadlines = new TimerWheel(clock, { resolutionMs: DEADLINE_RESOLUTION_MS });
  }

  infer(batch: Batch, signal: AbortSignal): Promise<InferenceResult> {
    return new Promise((resolve) => {
      let isLate = false;
      const deadline = new WheelTimer(() => {
        isLate = true;
        cancel();
      });
      this.#deadlines.arm(deadline, this.#clock.now() + this.#timeoutMs);
      const cancel = this.#transport.post(batch, (result) => {
        deadline.cancel();
        signal.removeEventListener("abort", cancel);
        resolve(result.outcome === "answered" ? judge(result) : this.#explain(result, isLate));
      });
      signal.addEventListener("abort", cancel);
      if (signal.aborted) cancel();
    });
  }

  #explain(
    result: Exclude<TransportResult, { outcome: "answered" }>,
    isLate: boolean,
  ): InferenceFailure {
    const deadline = `within ${this.#timeoutMs} ms`;
    switch (result.outcome) {
      case "too_large":
        return failure("parse_error", `expected at most ${MAX_ANSWER_BYTES} bytes, got more`, 200);
      case "not_sent":
        return failure("pool_timeout", `expected a free connection ${deadline}, got none`);
      case "lost":
        return isLate
          ? failure("timeout", `expected an answer ${deadline}, got none`)
          : failure("connection_reset", `expected an answer, got: ${result.message}`);
    }
  }
}

/** Checks an HTTP response. */
function judge(response: { status: number; body: string }): InferenceResult {
  const { status, body } = response;
  if (status !== 200) {
    return failure(errorKindOfStatus(status), `expected status 200, got ${status}`, status);
  }
  const answer = parseJson(body);
  if (isInferenceAnswer(answer)) return { ok: true, answer };
  const excerpt = JSON.stringify(body.slice(0, EXCERPT_LENGTH));
  return failure("parse_error", `expected an answer of the model, got ${excerpt}`, status);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function failure(
  kind: ErrorKind,
  problem: string,
  status: number | null = null,
): InferenceFailure {
  const { stage } = ERROR_KINDS[kind];
  return { ok: false, stage, kind, message: `Cannot infer: ${problem}`, status };
}
