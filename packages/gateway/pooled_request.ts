import type {
  Post,
  PostedBatch,
  TransportHandler,
  TransportResult,
} from "./inference_transport.ts";
import type { AttemptHandler, AttemptResult, PooledConnection } from "./pooled_connection.ts";

/** How often a request is sent at most to a server that says it hasn't looked at it. */
const MAX_ATTEMPTS = 3;

/** The pool, as its requests see it. */
export interface RequestOwner {
  /** Nobody wants the answer to `request`, which waits for a connection. */
  giveUp(request: PooledRequest): void;
  /** The server hasn't looked at `request`. */
  sendAgain(request: PooledRequest): void;
}

/** One request: waits in its pool, or is on its way on a connection. */
export class PooledRequest implements Post, AttemptHandler {
  readonly #batch: PostedBatch;
  readonly #handler: TransportHandler;
  readonly #owner: RequestOwner;
  #attempts = 0;
  #attempt: Post | undefined;

  constructor(batch: PostedBatch, handler: TransportHandler, owner: RequestOwner) {
    this.#batch = batch;
    this.#handler = handler;
    this.#owner = owner;
  }

  /** Sends it over `connection`; false when that has just failed. */
  begin(connection: PooledConnection): boolean {
    this.#attempt = connection.post(this.#batch, this);
    if (this.#attempt === undefined) return false;
    this.#attempts++;
    return true;
  }

  cancel(): void {
    if (this.#attempt !== undefined) this.#attempt.cancel();
    else this.#owner.giveUp(this);
  }

  onEnd(result: AttemptResult): void {
    this.#attempt = undefined;
    if (result.outcome !== "refused") this.settle(result);
    else if (this.#attempts < MAX_ATTEMPTS) this.#owner.sendAgain(this);
    else this.settle({ outcome: "lost", message: "the server refused the request" });
  }

  /** It has ended, on its way or before. */
  settle(result: TransportResult): void {
    this.#handler.onEnd(result);
  }
}
