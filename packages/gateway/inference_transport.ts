import type { Batch, BatchLayout } from "@stt-bench/core";

/** One way to post audio to the inference service. */
export interface InferenceTransport {
  /** How batches must lie in memory; plain PCM where it doesn't say. */
  readonly layout?: BatchLayout;
  /**
   * Posts `batch`; later, never during the call, tells `handler` once how that ended. `answered` with
   * status 200 says that the whole body has been taken: its memory may be reused.
   */
  post(batch: PostedBatch, handler: TransportHandler): Post;
}

/** Hears how a post has ended. */
export interface TransportHandler {
  onEnd(result: TransportResult): void;
}

/** A post on its way. */
export interface Post {
  /** Gives it up (an HTTP/2 stream is cancelled); `onEnd` is called soon, unless it was before. */
  cancel(): void;
}

/** What a transport uses of a batch. */
export type PostedBatch = Pick<Batch, "bytes" | "frames" | "traceparent">;

/** What became of one `POST`. */
export type TransportResult =
  /** An HTTP response. The body of any other status than 200 isn't read. */
  | {
    readonly outcome: "answered";
    readonly status: number;
    readonly body: string;
    /** The field `retry-after`, as it came. */
    readonly retryAfter?: string | undefined;
  }
  /** The body is longer than {@linkcode MAX_ANSWER_BYTES}. */
  | { readonly outcome: "too_large" }
  /** The body is no text in UTF-8. */
  | { readonly outcome: "not_utf8" }
  /** Given up before a connection or a stream was free. */
  | { readonly outcome: "not_sent" }
  /** Given up, or the connection failed. `message` says what happened. */
  | { readonly outcome: "lost"; readonly message: string };

/** Longest answer that is read; a longer one is not an answer of the model. */
export const MAX_ANSWER_BYTES = 64 * 1024;

/** The request header that a batch's `traceparent` becomes: W3C Trace Context §3.2. */
export const TRACEPARENT_HEADER = "traceparent";

/** Length of each `traceparent`. */
export const TRACEPARENT_BYTES = 55;
