import type { BatchLayout, Cancel, Clock } from "@stt-bench/core";
import { Backoff } from "./backoff.ts";
import type { InferenceTransport, PostedBatch, TransportResult } from "./inference_transport.ts";

/** Connections that are opened at most when streams run out; beyond them requests wait. */
const MAX_CONNECTIONS = 64;

/** Time for the TCP handshake and the server's SETTINGS. */
const CONNECT_TIMEOUT_MS = 1000;

/** How long one connection is preferred: requests of one moment share its writes and reads. */
const TURN_MS = 20;

/** How often a request is sent at most to a server that says it hasn't looked at it. */
const MAX_ATTEMPTS = 3;

/** A connection that carries many requests at a time, as its pool sees it. */
export interface PooledConnection {
  /** Has the server not said yet how many requests it takes? */
  readonly isConnecting: boolean;
  /** May another request begin now? */
  readonly hasRoom: boolean;
  /**
   * Begins a request and calls `settle` once, later. Undefined when the connection has just failed:
   * nothing was sent.
   */
  post(batch: PostedBatch, settle: (result: AttemptResult) => void): Cancel | undefined;
  /** Closes the connection at once, with all of its requests; `problem` says why. */
  destroy(problem: string): void;
}

/** What became of a request on one connection. */
export type AttemptResult =
  | TransportResult
  /** The server says that it hasn't looked at it: it may be sent again (RFC 9113 §8.7). */
  | { readonly outcome: "refused" };

/** What a connection tells its pool. */
export interface ConnectionEvents {
  /** It takes requests from now on, or takes one more. */
  onRoom(): void;
  /** It takes no further request; `problem` is why, if it never took one. */
  onGone(problem: string | undefined): void;
}

/** What a {@linkcode ConnectionPool} stands on. */
export interface ConnectionPoolOptions {
  /** Opens a connection; its events come later, never during the call. */
  readonly open: (events: ConnectionEvents) => PooledConnection;
  /** Connections to spread the requests over. */
  readonly connections: number;
  readonly clock: Clock;
  readonly layout?: BatchLayout;
  /** Uniform in [0, 1), for the jitter between attempts to connect. */
  readonly random?: () => number;
}

/** A request on its way. */
interface Request {
  readonly batch: PostedBatch;
  readonly settle: (result: TransportResult) => void;
  attempts: number;
  /** Gives the attempt up that is on its way; undefined while the request waits. */
  cancel: Cancel | undefined;
}

/**
 * Posts over HTTP/2 connections. Requests prefer one connection for a moment, then the next; when all
 * streams are taken another connection is opened. A lost connection is opened again when it is
 * needed; while that fails, attempts are spaced by a jittered back-off and requests wait.
 */
export class ConnectionPool implements InferenceTransport {
  readonly layout?: BatchLayout;
  readonly #options: ConnectionPoolOptions;
  readonly #connections: PooledConnection[] = [];
  readonly #waiting = new Set<Request>();
  readonly #backoff: Backoff;

  constructor(options: ConnectionPoolOptions) {
    const { clock, random = Math.random, layout } = options;
    this.#options = options;
    this.#backoff = new Backoff({ clock, random });
    if (layout) this.layout = layout;
  }

  post(batch: PostedBatch, settle: (result: TransportResult) => void): Cancel {
    const request: Request = { batch, settle, attempts: 0, cancel: undefined };
    const connection = this.#waiting.size === 0 ? this.#pick() : undefined;
    if (connection === undefined || !this.#begin(request, connection)) this.#wait(request);
    return () => this.#giveUp(request);
  }

  /** Closes all connections at once. */
  close(): void {
    for (const connection of [...this.#connections]) connection.destroy("the transport was closed");
  }

  /** A connection with room, the one whose turn it is first; opens those that are missing. */
  #pick(): PooledConnection | undefined {
    const { length } = this.#connections;
    if (length < this.#options.connections) this.#grow();
    const turn = length > 1 ? Math.floor(this.#options.clock.now() / TURN_MS) : 0;
    for (let i = 0; i < length; i++) {
      const connection = this.#connections[(turn + i) % length]!;
      if (connection.hasRoom) return connection;
    }
    return undefined;
  }

  /** False when the connection has just failed. */
  #begin(request: Request, connection: PooledConnection): boolean {
    request.attempts++;
    request.cancel = connection.post(request.batch, (result) => {
      request.cancel = undefined;
      if (result.outcome !== "refused") request.settle(result);
      else if (request.attempts < MAX_ATTEMPTS) this.#wait(request);
      else request.settle({ outcome: "lost", message: "the server refused the request" });
    });
    return request.cancel !== undefined;
  }

  #wait(request: Request): void {
    this.#waiting.add(request);
    this.#grow();
  }

  #giveUp(request: Request): void {
    if (this.#waiting.delete(request)) request.settle({ outcome: "not_sent" });
    else request.cancel?.();
  }

  /** Opens the connections that are missing, and one more while requests wait for a stream. */
  #grow(): void {
    this.#backoff.run(() => {
      if (this.#connections.some(({ isConnecting }) => isConnecting)) return;
      const { length } = this.#connections;
      const forWaiting = this.#waiting.size > 0 ? Math.min(length + 1, MAX_CONNECTIONS) : 0;
      const missing = Math.max(this.#options.connections, forWaiting) - length;
      for (let i = 0; i < missing; i++) this.#open();
    });
  }

  #open(): void {
    const { open, clock } = this.#options;
    const connection = open({
      onRoom: () => {
        this.#backoff.succeeded();
        cancelTimeout();
        this.#serve(connection);
      },
      onGone: (problem) => {
        cancelTimeout();
        this.#onGone(connection, problem);
      },
    });
    const cancelTimeout = clock.schedule(clock.now() + CONNECT_TIMEOUT_MS, () => {
      connection.destroy(`no HTTP/2 settings within ${CONNECT_TIMEOUT_MS} ms`);
    });
    this.#connections.push(connection);
  }

  /** Gives the streams of `connection` to those that wait. */
  #serve(connection: PooledConnection): void {
    for (const request of this.#waiting) {
      if (!connection.hasRoom || !this.#begin(request, connection)) break;
      this.#waiting.delete(request);
    }
    if (this.#waiting.size > 0) this.#grow();
  }

  #onGone(connection: PooledConnection, problem: string | undefined): void {
    this.#connections.splice(this.#connections.indexOf(connection), 1);
    if (problem !== undefined) this.#onFailedConnect(problem);
    else if (this.#waiting.size > 0) this.#grow();
  }

  /** Nobody may wait for a connection that failed, unless another one serves. */
  #onFailedConnect(problem: string): void {
    this.#backoff.failed();
    if (this.#connections.length > 0) return;
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const { settle } of waiting) settle({ outcome: "lost", message: problem });
  }
}
