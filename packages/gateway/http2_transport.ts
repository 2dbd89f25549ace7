import type { connect, OutgoingHttpHeaders } from "node:http2";
import type { Clock } from "@stt-bench/core";
import { Backoff } from "./backoff.ts";
import { Http2Connection } from "./http2_connection.ts";
import { Http2Exchange } from "./http2_exchange.ts";
import type { InferenceTransport, TransportResult } from "./inference_transport.ts";
import type { InferenceEndpoint } from "./variant.ts";

/** Connections that are opened at most when streams run out; beyond them requests wait. */
const MAX_CONNECTIONS = 64;

/** Time for the TCP handshake and the server's SETTINGS. */
const CONNECT_TIMEOUT_MS = 1000;

/**
 * Memory of one connection beyond which node:http2 fails its streams. With its default of 10 MB that
 * happens at 256 requests of 32 kB in flight (Node 26.10); this is room for 256 of 250 frames.
 */
const MAX_SESSION_MEMORY_MB = 64;

/** What an {@linkcode Http2Transport} stands on. */
export interface Http2TransportOptions extends InferenceEndpoint {
  /** `connect` of `node:http2`. */
  readonly connect: typeof connect;
  readonly clock: Clock;
  /** Uniform in [0, 1), for the jitter between attempts to connect. */
  readonly random?: () => number;
}

/** A request that waits for a stream. */
interface Waiting {
  begin(connection: Http2Connection): boolean;
  settle(result: TransportResult): void;
}

/**
 * Posts over cleartext HTTP/2 with `node:http2` (Node and Bun). Requests go round the connections;
 * when all streams are taken another connection is opened. A lost connection is opened again when it
 * is needed; while that fails, attempts are spaced by a jittered back-off and requests wait.
 *
 * Never on Deno: there a GOAWAY after some hundred streams aborts the process (Deno 2.9.6,
 * denoland/deno#36788).
 */
export class Http2Transport implements InferenceTransport {
  readonly #options: Http2TransportOptions;
  readonly #headers: OutgoingHttpHeaders;
  readonly #connections: Http2Connection[] = [];
  readonly #waiting = new Set<Waiting>();
  readonly #backoff: Backoff;
  #turn = 0;

  constructor(options: Http2TransportOptions) {
    const { url, headers, clock, random = Math.random } = options;
    this.#options = options;
    this.#backoff = new Backoff({ clock, random });
    this.#headers = {
      ":method": "POST",
      ":scheme": url.protocol.slice(0, -1),
      ":authority": url.host,
      ":path": url.pathname + url.search,
      ...headers,
    };
  }

  post(pcm: Uint8Array, signal: AbortSignal): Promise<TransportResult> {
    return new Promise((settle) => {
      if (signal.aborted) return settle({ outcome: "not_sent" });
      const begin = (connection: Http2Connection) => {
        const stream = connection.request(this.#headers);
        if (stream === undefined) return false;
        new Http2Exchange(stream, pcm, signal, (result) => {
          if (signal.aborted) connection.probe(this.#options.clock);
          settle(result);
        });
        return true;
      };
      const connection = this.#waiting.size === 0 ? this.#pick() : undefined;
      if (connection === undefined || !begin(connection)) this.#wait({ begin, settle }, signal);
    });
  }

  /** Closes all connections at once. */
  close(): void {
    for (const connection of [...this.#connections]) connection.destroy("the transport was closed");
  }

  /** The next connection with room, in turn; opens those that are missing. */
  #pick(): Http2Connection | undefined {
    const { length } = this.#connections;
    if (length < this.#options.connections) this.#grow();
    for (let i = 0; i < length; i++) {
      const connection = this.#connections[this.#turn++ % length]!;
      if (connection.hasRoom) return connection;
    }
    return undefined;
  }

  #wait({ begin, settle }: Waiting, signal: AbortSignal): void {
    const stop = () => {
      this.#waiting.delete(waiting);
      signal.removeEventListener("abort", giveUp);
    };
    const giveUp = () => {
      stop();
      settle({ outcome: "not_sent" });
    };
    const waiting: Waiting = {
      begin(connection) {
        const hasBegun = begin(connection);
        if (hasBegun) stop();
        return hasBegun;
      },
      settle(result) {
        stop();
        settle(result);
      },
    };
    this.#waiting.add(waiting);
    signal.addEventListener("abort", giveUp);
    this.#grow();
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
    const { connect, url, clock } = this.#options;
    // The default windows: answers are small, and Bun 1.4 never enlarges a stream's window again
    // once `setLocalWindowSize` was called.
    const session = connect(url.origin, {
      maxSessionMemory: MAX_SESSION_MEMORY_MB,
      settings: { enablePush: false },
    });
    const connection = new Http2Connection(session, {
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
  #serve(connection: Http2Connection): void {
    for (const waiting of this.#waiting) {
      if (!connection.hasRoom || !waiting.begin(connection)) break;
    }
    if (this.#waiting.size > 0) this.#grow();
  }

  #onGone(connection: Http2Connection, problem: string | undefined): void {
    this.#connections.splice(this.#connections.indexOf(connection), 1);
    if (problem !== undefined) this.#onFailedConnect(problem);
    else if (this.#waiting.size > 0) this.#grow();
  }

  /** Nobody may wait for a connection that failed, unless another one serves. */
  #onFailedConnect(problem: string): void {
    this.#backoff.failed();
    if (this.#connections.length > 0) return;
    for (const waiting of this.#waiting) waiting.settle({ outcome: "lost", message: problem });
  }
}
