import { isInferenceAnswer } from "@stt-bench/protocol";
import type { InferenceAnswer } from "@stt-bench/protocol";

/** What kept a request from being answered. */
export const FAILURE_CAUSES = ["connect", "timeout", "http_status", "request"] as const;

/** A request that was not answered rightly. */
export interface Failure {
  readonly cause: (typeof FAILURE_CAUSES)[number];
  /** For people: what was expected and what came. */
  readonly message: string;
}

/** How a request ended; undefined is the right answer. */
export type Outcome = Failure | undefined;

/** One client with connections of its own. */
export interface InferenceClient {
  /** Opens a connection; says why not. */
  connect(): Promise<Outcome>;
  /** Sends one request. Settles within the timeouts, never rejects. */
  post(): Promise<Outcome>;
  /** Cuts its connections; what is under way fails. */
  close(): void;
}

/** What every request of a run is. */
export interface RequestPlan {
  /** The service's base URL. */
  readonly url: URL;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  /** The one right answer to `body`. */
  readonly answer: InferenceAnswer;
  readonly timeoutMs: number;
  readonly connectTimeoutMs: number;
}

/** Judges a complete response. */
export function judge({ answer }: RequestPlan, status: number, text: string): Outcome {
  if (status !== 200) return { cause: "http_status", message: `expected 200, got ${status}` };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { cause: "request", message: "expected JSON, got something else" };
  }
  if (!isInferenceAnswer(value)) {
    return { cause: "request", message: "expected the fields of an answer, got others" };
  }
  if (value.checksum === answer.checksum && value.samples === answer.samples) return undefined;
  return {
    cause: "request",
    message: `expected checksum ${answer.checksum} of ${answer.samples} samples, ` +
      `got ${value.checksum} of ${value.samples}`,
  };
}

/** A connection that was not there in time, or at all. */
export function connectFailure(
  { url, connectTimeoutMs }: RequestPlan,
  error: Error | undefined,
): Failure {
  const got = (error as NodeJS.ErrnoException | undefined)?.code ?? error?.message ??
    `nothing for ${connectTimeoutMs} ms`;
  return { cause: "connect", message: `expected a connection to ${url.host}, got ${got}` };
}

/** A request that took too long. */
export function timeoutFailure({ timeoutMs }: RequestPlan): Failure {
  return { cause: "timeout", message: `expected an answer within ${timeoutMs} ms, got none` };
}

/** A request that broke. */
export function requestFailure(error: Error | undefined): Failure {
  const got = error?.message ?? "a closed connection";
  return { cause: "request", message: `expected an answer, got: ${got}` };
}
