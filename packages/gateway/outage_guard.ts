import type { Clock } from "@stt-bench/core";
import { Backoff } from "./backoff.ts";
import type {
  InferenceTransport,
  Post,
  PostedBatch,
  TransportHandler,
  TransportResult,
} from "./inference_transport.ts";

/** Posts lost in a row that mean an outage; single ones are lost with a stream, and others go on. */
const LOST_IN_A_ROW = 2;

/** What an {@linkcode OutageGuard} stands on. */
export interface OutageGuardOptions {
  /** Connects by itself, for each post anew while it cannot. */
  readonly transport: InferenceTransport;
  readonly clock: Clock;
  /** Uniform in [0, 1), for the jitter between attempts. */
  readonly random?: () => number;
}

/**
 * Keeps a client that connects by itself from trying to for every single post while the service is
 * out of reach, as `fetch` does: the same as a `ConnectionPool` does for its connections.
 *
 * | state     | a post                                | leaves it                             |
 * | --------- | ------------------------------------- | ------------------------------------- |
 * | reachable | goes                                  | two in a row are lost: an outage      |
 * | outage    | waits; one at a time tries, spaced by | one is answered: reachable, and those |
 * |           | a jittered back-off; when it is lost, | that wait go                          |
 * |           | those that wait are, too              |                                       |
 */
export class OutageGuard implements InferenceTransport {
  readonly #transport: InferenceTransport;
  readonly #backoff: Backoff;
  readonly #waiting = new Set<GuardedPost>();
  /** The post that tries, in an outage. */
  #scout: GuardedPost | undefined;
  /** In a row. */
  #lost = 0;
  readonly #owner: PostOwner = {
    giveUp: (post) => this.#waiting.delete(post),
    ended: (post, result) => this.#onEnded(post, result),
  };

  constructor({ transport, clock, random = Math.random }: OutageGuardOptions) {
    this.#transport = transport;
    this.#backoff = new Backoff({ clock, random });
  }

  post(batch: PostedBatch, handler: TransportHandler): Post {
    const post = new GuardedPost(batch, handler, this.#owner);
    if (this.#isOutage) this.#wait(post);
    else post.begin(this.#transport);
    return post;
  }

  get #isOutage(): boolean {
    return this.#lost >= LOST_IN_A_ROW;
  }

  #wait(post: GuardedPost): void {
    this.#waiting.add(post);
    this.#sendScout();
  }

  #sendScout(): void {
    this.#backoff.run(() => {
      const [post] = this.#waiting;
      if (this.#scout !== undefined || post === undefined) return;
      this.#waiting.delete(post);
      this.#scout = post;
      post.begin(this.#transport);
    });
  }

  /** `result` is undefined when the post was given up. */
  #onEnded(post: GuardedPost, result: TransportResult | undefined): void {
    const wasScout = post === this.#scout;
    if (wasScout) this.#scout = undefined;
    if (result === undefined) {
      if (wasScout) this.#sendScout();
    } else if (result.outcome !== "lost") {
      if (this.#lost > 0) this.#reached();
    } else if (wasScout) {
      this.#failed(result);
    } else if (!this.#isOutage && ++this.#lost === LOST_IN_A_ROW) {
      this.#backoff.failed();
    }
  }

  #reached(): void {
    this.#lost = 0;
    this.#backoff.succeeded();
    for (const post of this.#takeWaiting()) post.begin(this.#transport);
  }

  #failed(result: TransportResult): void {
    this.#backoff.failed();
    for (const post of this.#takeWaiting()) post.settle(result);
  }

  #takeWaiting(): readonly GuardedPost[] {
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    return waiting;
  }
}

/** The guard, as its posts see it. */
interface PostOwner {
  /** Nobody wants `post`; true when it has waited, and will not begin. */
  giveUp(post: GuardedPost): boolean;
  /** `post` has ended; `result` is undefined when it was given up. */
  ended(post: GuardedPost, result: TransportResult | undefined): void;
}

/** One post: waits for the end of an outage, or is on its way. */
class GuardedPost implements Post, TransportHandler {
  readonly #batch: PostedBatch;
  readonly #handler: TransportHandler;
  readonly #owner: PostOwner;
  #attempt: Post | undefined;
  #isCancelled = false;

  constructor(batch: PostedBatch, handler: TransportHandler, owner: PostOwner) {
    this.#batch = batch;
    this.#handler = handler;
    this.#owner = owner;
  }

  begin(transport: InferenceTransport): void {
    this.#attempt = transport.post(this.#batch, this);
  }

  cancel(): void {
    if (this.#attempt !== undefined) {
      this.#isCancelled = true;
      this.#attempt.cancel();
    } else if (this.#owner.giveUp(this)) {
      this.settle({ outcome: "not_sent" });
    }
  }

  onEnd(result: TransportResult): void {
    this.#owner.ended(this, this.#isCancelled ? undefined : result);
    this.settle(result);
  }

  settle(result: TransportResult): void {
    this.#handler.onEnd(result);
  }
}
