import type {
  AttemptHandler,
  AttemptResult,
  ConnectionEvents,
  PooledConnection,
} from "../pooled_connection.ts";
import type { Post, PostedBatch } from "../inference_transport.ts";

/** A connection whose server's part the test plays. */
export class FakeConnection implements PooledConnection {
  /** Requests that the server hasn't answered, oldest first. */
  readonly requests: AttemptHandler[] = [];
  /** Why its pool has left it; undefined when it hasn't. */
  problem: string | undefined;
  readonly #events: ConnectionEvents;
  #streams = 0;
  #state: "connecting" | "ready" | "gone" = "connecting";
  #breaksAtNextPost = false;

  constructor(events: ConnectionEvents) {
    this.#events = events;
  }

  get isConnecting(): boolean {
    return this.#state === "connecting";
  }

  get hasRoom(): boolean {
    return this.#state === "ready" && this.requests.length < this.#streams;
  }

  post(_: PostedBatch, handler: AttemptHandler): Post | undefined {
    if (this.#breaksAtNextPost) {
      this.lose();
      return undefined;
    }
    this.requests.push(handler);
    return { cancel: () => this.end({ outcome: "lost", message: "given up" }, handler) };
  }

  destroy(problem: string): void {
    this.problem = problem;
    this.lose(problem);
  }

  /** The server takes requests, so many at a time. */
  ready(streams = 100): void {
    this.#streams = streams;
    this.#state = "ready";
    this.#events.onRoom();
  }

  /** The oldest request, or `request`, has ended; like the real ones, it says only of news that it has room. */
  end(result: AttemptResult, request: AttemptHandler | undefined = this.requests[0]): void {
    const hadRoom = this.hasRoom;
    this.requests.splice(this.requests.indexOf(request!), 1);
    request!.onEnd(result);
    if (this.hasRoom && !hadRoom) this.#events.onRoom();
  }

  /** The server says GOAWAY; the oldest `served` requests go on, the others are refused. */
  goAway(served = 0): void {
    this.#leave();
    for (const request of this.requests.splice(served)) request.onEnd({ outcome: "refused" });
  }

  /** TCP ends; `problem` is why, if it never began. */
  lose(problem = "reset"): void {
    this.#leave(problem);
    for (const request of this.requests.splice(0)) {
      request.onEnd({ outcome: "lost", message: problem });
    }
  }

  /** The next post will find out that the connection has failed. */
  breakAtNextPost(): void {
    this.#breaksAtNextPost = true;
  }

  #leave(problem?: string): void {
    if (this.#state === "gone") return;
    const wasConnecting = this.#state === "connecting";
    this.#state = "gone";
    this.#events.onGone(wasConnecting ? problem : undefined);
  }
}
