import type { Post, PostedBatch, TransportResult } from "./inference_transport.ts";

/** A connection that carries many requests at a time, as its pool sees it. */
export interface PooledConnection {
  /** Has the server not said yet how many requests it takes? */
  readonly isConnecting: boolean;
  /** May another request begin now? */
  readonly hasRoom: boolean;
  /**
   * Begins a request; `handler` hears of its end later. Undefined when the connection has just
   * failed: nothing was sent.
   */
  post(batch: PostedBatch, handler: AttemptHandler): Post | undefined;
  /** Closes the connection at once, with all of its requests; `problem` says why. */
  destroy(problem: string): void;
}

/** What became of a request on one connection. */
export type AttemptResult =
  | TransportResult
  /** The server says that it hasn't looked at it: it may be sent again (RFC 9113 §8.7). */
  | { readonly outcome: "refused" };

/** Hears how a request on one connection has ended. */
export interface AttemptHandler {
  onEnd(result: AttemptResult): void;
}

/** What a connection tells its pool. */
export interface ConnectionEvents {
  /** It takes requests from now on, or takes one more. */
  onRoom(): void;
  /** It takes no further request; `problem` is why, if it never took one. */
  onGone(problem: string | undefined): void;
}
