import type {
  Batch,
  Clock,
  Inference,
  InferenceFailure,
  InferenceHandler,
  InferenceRequest,
  InferenceResult,
} from "@stt-bench/core";
import { ERROR_KINDS, errorKindOfStatus, isInferenceAnswer } from "@stt-bench/protocol";
import type { ErrorKind } from "@stt-bench/protocol";
import { DeadlineQueue } from "./deadline_queue.ts";
import type { Deadline } from "./deadline_queue.ts";
import { MAX_ANSWER_BYTES } from "./inference_transport.ts";
import type {
  InferenceTransport,
  Post,
  TransportHandler,
  TransportResult,
} from "./inference_transport.ts";

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
 * The inference service behind any transport: holds the total deadline, checks the answer, and gives
 * each failure its kind.
 */
export class InferenceClient implements Inference {
  readonly #transport: InferenceTransport;
  readonly #clock: Clock;
  readonly #timeoutMs: number;
  readonly #deadlines: DeadlineQueue;

  constructor({ transport, clock, timeoutMs }: InferenceClientOptions) {
    this.#transport = transport;
    this.#clock = clock;
    this.#timeoutMs = timeoutMs;
    this.#deadlines = new DeadlineQueue(clock);
  }

  infer(batch: Batch, handler: InferenceHandler): InferenceRequest {
    const request = new ClientRequest(handler, this.#deadlines, this.#clock.now(), this.#timeoutMs);
    request.post = this.#transport.post(batch, request);
    return request;
  }
}

/** One request to the inference service. */
class ClientRequest implements InferenceRequest, TransportHandler, Deadline {
  readonly deadlineMs: number;
  /** Its way through the transport. */
  post: Post | undefined;
  readonly #handler: InferenceHandler;
  readonly #deadlines: DeadlineQueue;
  readonly #timeoutMs: number;
  #isLate = false;

  constructor(
    handler: InferenceHandler,
    deadlines: DeadlineQueue,
    nowMs: number,
    timeoutMs: number,
  ) {
    this.deadlineMs = nowMs + timeoutMs;
    this.#handler = handler;
    this.#deadlines = deadlines;
    this.#timeoutMs = timeoutMs;
    deadlines.add(this);
  }

  cancel(): void {
    this.post?.cancel();
  }

  onDeadline(): void {
    this.#isLate = true;
    this.post?.cancel();
  }

  onEnd(result: TransportResult): void {
    this.#deadlines.delete(this);
    this.#handler.onResult(
      result.outcome === "answered" ? judge(result) : this.#explain(result),
    );
  }

  #explain(result: Exclude<TransportResult, { outcome: "answered" }>): InferenceFailure {
    const deadline = `within ${this.#timeoutMs} ms`;
    switch (result.outcome) {
      case "too_large":
        return failure("parse_error", `expected at most ${MAX_ANSWER_BYTES} bytes, got more`, 200);
      case "not_sent":
        return failure("pool_timeout", `expected a free connection ${deadline}, got none`);
      case "lost":
        return this.#isLate
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
