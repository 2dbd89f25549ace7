/** What became of one request. */
export type ExchangeResult =
  /** A response. The body of any other status than 200 isn't read. */
  | {
    readonly outcome: "answered";
    readonly status: number;
    readonly body: string;
    /** The field `retry-after`. */
    readonly retryAfter: string | undefined;
  }
  /** The body is longer than the connection's `maxBodyBytes`. */
  | { readonly outcome: "too_large" }
  /** The body is no text in UTF-8. */
  | { readonly outcome: "not_utf8" }
  /** The server has not processed it: it may be sent again, on any connection (RFC 9113 §8.7). */
  | { readonly outcome: "refused"; readonly message: string }
  /** It may have been processed. `message` says what happened. */
  | { readonly outcome: "lost"; readonly message: string };

/** Waits for the end of one request. */
export interface ResponseHandler {
  /**
   * Called once, when the request is over and its bytes are free again; it must not throw. It may
   * post the next request at once.
   */
  onEnd(result: ExchangeResult): void;
}
