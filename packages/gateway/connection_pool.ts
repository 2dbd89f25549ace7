import type { BatchLayout, Clock } from "@stt-bench/core";
import { Backoff } from "./backoff.ts";
import type { ConnectionEvents, PooledConnection } from "./pooled_connection.ts";
import { PooledRequest } from "./pooled_request.ts";
import type { RequestOwner } from "./pooled_request.ts";
import type {
  InferenceTransport,
  Post,
  PostedBatch,
  TransportHandler,
} from "./inference_transport.ts";

/** Connections that are opened at most when streams run out; beyond them requests wait. */
const MAX_CONNECTIONS = 64;

/** Time for the TCP handshake and the server's SETTINGS. */
const CONNECT_TIMEOUT_MS = 1000;

/** How long one connection is preferred: requests of one moment share its writes and reads. */
const TURN_MS = 20;

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

/**
 * Posts over HTTP/2 connections. Requests prefer one connection for a moment, then the next; when all
 * streams are taken another connection is opened. A lost connection is opened again when it is
 * needed; while that fails, attempts are spaced by a jittered back-off and requests wait.
 */
export class ConnectionPool implements InferenceTransport {
  readonly layout?: BatchLayout;
  readonly #options: ConnectionPoolOptions;
  readonly #connections: PooledConnection[] = [];
  readonly #waiting = new Set<PooledRequest>();
  readonly #backoff: Backoff;
  readonly #owner: RequestOwner = {
    giveUp: (request) => this.#giveUp(request),
    sendAgain: (request) => this.#send(request),
  };

  constructor(options: ConnectionPoolOptions) {
    const { clock, random = Math.random, layout } = options;
    this.#options = options;
    this.#backoff = new Backoff({ clock, random });
    if (layout) this.layout = layout;
  }

  post(batch: PostedBatch, handler: TransportHandler): Post {
    const request = new PooledRequest(batch, handler, this.#owner);
    this.#send(request);
    return request;
  }

  /** Closes all connections at once. */
  close(): void {
    for (const connection of [...this.#connections]) connection.destroy("the transport was closed");
  }

  /**
   * Nobody waits while a connection has room: that one wouldn't say so again. Behind those that wait
   * there is none.
   */
  #send(request: PooledRequest): void {
    while (this.#waiting.size === 0) {
      const connection = this.#pick();
      if (connection === undefined) break;
      if (request.begin(connection)) return;
    }
    this.#wait(request);
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

  #wait(request: PooledRequest): void {
    this.#waiting.add(request);
    this.#grow();
  }

  #giveUp(request: PooledRequest): void {
    if (this.#waiting.delete(request)) request.settle({ outcome: "not_sent" });
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
      if (!connection.hasRoom || !request.begin(connection)) break;
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
    for (const request of waiting) request.settle({ outcome: "lost", message: problem });
  }
}
