/** One way to post audio to the inference service. */
export interface InferenceTransport {
  /**
   * Posts `pcm` and resolves to the answer, or to what prevented it; it never rejects.
   *
   * An `answered` result says that the whole body has been taken: `pcm` may be reused. When `signal`
   * aborts, the request is given up (an HTTP/2 stream is cancelled) and the promise settles soon.
   */
  post(pcm: Uint8Array, signal: AbortSignal): Promise<TransportResult>;
}

/** What became of one `POST`. */
export type TransportResult =
  /** An HTTP response. The body of any other status than 200 isn't read. */
  | { readonly outcome: "answered"; readonly status: number; readonly body: string }
  /** The body is longer than {@linkcode MAX_ANSWER_BYTES}. */
  | { readonly outcome: "too_large" }
  /** Given up before a connection or a stream was free. */
  | { readonly outcome: "not_sent" }
  /** Given up, or the connection failed. `message` says what happened. */
  | { readonly outcome: "lost"; readonly message: string };

/** Longest answer that is read; a longer one is not an answer of the model. */
export const MAX_ANSWER_BYTES = 64 * 1024;
