import type { ErrorKind, ErrorStage, InferenceAnswer } from "@stt-bench/protocol";

/**
 * What became of a text message handed to the transport: `sent` is written to the kernel, `queued`
 * waits inside the transport until it calls {@linkcode Session.drained}, `closed` is lost.
 */
export type SendOutcome = "sent" | "queued" | "closed";

/** One client's WebSocket, as the session sees it. An adapter of a runtime implements it. */
export interface SessionSocket {
  /** Sends one text message. Never throws. */
  send(text: string): SendOutcome;
  /** Starts the close handshake. Never throws; does nothing when the socket is closing already. */
  close(code: number, reason: string): void;
  /** Cuts the connection without a handshake. */
  terminate(): void;
  /** Sends a ping; `Session.heard` says that a pong has come. Only where the transport can. */
  ping?(): void;
  /**
   * A flush is due: hands over what has arrived and is not read yet, then calls `Session.pulled`, at
   * once or later. Only where the transport leaves bytes in the kernel; a flush waits up to 20 ms.
   */
  pull?(): void;
  /** Stops reading, so that TCP pushes back. Only where the transport can. */
  pause?(): void;
  /** Reads again after {@linkcode pause}. */
  resume?(): void;
}

/** Who is at the other end of a {@linkcode SessionSocket}, as an adapter knows it. */
export interface Client {
  /** Names it in logs. */
  readonly peer: string;
  /** Its IP address, where that is known. */
  readonly address?: string;
  /** Its trace (W3C Trace Context), passed on with each of its batches. */
  readonly traceparent?: string | undefined;
}

/** Consecutive frames of one session, on their way to the model. */
export interface Batch {
  /**
   * The memory of the batch in its layout; with the plain layout the PCM and nothing else.
   * Valid until the request has ended.
   */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** The session's `Session.id`; a model that listens on has a state for each. */
  readonly sessionId: number;
  /** Number of frames, ≥ 1. */
  readonly frames: number;
  /** Sequence number of the first frame. */
  readonly oldestFrameSeq: number;
  /** Bytes of PCM: `frames` × `frameBytes` of the settings. */
  readonly audioBytes: number;
  /** The client's trace (W3C Trace Context), for the request's header of this name. */
  readonly traceparent?: string | undefined;
}

/** What is known of a batch whose request has ended; times are those of the clock. */
export interface BatchFacts extends Omit<Batch, "bytes"> {
  /** Sequence number of the last frame. */
  readonly newestFrameSeq: number;
  /** When the first frame came, on the sessions' clock. */
  readonly oldestArrivalMs: number;
  /** When the last frame came. */
  readonly newestArrivalMs: number;
  /** When the request began. */
  readonly startedMs: number;
  /** How late that was. */
  readonly flushLatenessMs: number;
}

/** How an inference request ended. Expected failures are values. */
export type InferenceResult<Answer = InferenceAnswer> =
  | { readonly ok: true; readonly answer: Answer }
  | InferenceFailure;

/** A batch that the inference service did not serve. */
export interface InferenceFailure {
  /** Tells it from an answer. */
  readonly ok: false;
  /** Where it was lost; the stage that goes with `kind`. */
  readonly stage: ErrorStage;
  /** What happened; the client is told. */
  readonly kind: ErrorKind;
  /** For people: what was expected and what came. */
  readonly message: string;
  /** HTTP status, where there was one. */
  readonly status: number | null;
}

/**
 * The inference service. Callbacks instead of promises: a request then allocates next to nothing, and
 * there is one a second for each session. `promisedInference` makes one out of an async function.
 */
export interface Inference<Answer = InferenceAnswer> {
  /**
   * Posts one batch. Later, never during the call and within the implementation's own deadline, it
   * tells `handler` how that ended, once. A failed batch's memory is never reused, an answered one's
   * is.
   */
  infer(batch: Batch, handler: InferenceHandler<Answer>): InferenceRequest;
}

/** Hears how a request has ended. */
export interface InferenceHandler<Answer = InferenceAnswer> {
  /** The answer, or an expected failure. */
  onResult(result: InferenceResult<Answer>): void;
  /** The implementation has thrown, which only a bug explains. */
  onBug(bug: unknown): void;
}

/** A request on its way. */
export interface InferenceRequest {
  /** Nobody wants the answer any more: the request ends soon, and how doesn't matter. */
  cancel(): void;
}

/** Takes back something scheduled; does nothing once it has run. */
export type Cancel = () => void;

/** Monotonic time in milliseconds, and one-shot timers on it. */
export interface Clock {
  /** Milliseconds since some fixed moment, with sub-millisecond resolution; never goes back. */
  now(): number;
  /** Runs `run` once, at `atMs` or as soon after it as the runtime can. */
  schedule(atMs: number, run: () => void): Cancel;
}
