import type { ClientHttp2Session, ClientHttp2Stream, OutgoingHttpHeaders } from "node:http2";
import type { Cancel, Clock } from "@stt-bench/core";
import type { AttemptResult, ConnectionEvents, PooledConnection } from "./connection_pool.ts";
import { Http2Exchange } from "./http2_exchange.ts";
import type { PostedBatch } from "./inference_transport.ts";

/** Time for the answer to a PING; a server that is only slow answers at once. */
const PING_TIMEOUT_MS = 1000;

/**
 * One HTTP/2 connection to the inference service. It takes streams from the server's SETTINGS (which
 * say how many at a time) until it fails or the server says GOAWAY; the streams that it has by then
 * end in their own way.
 */
export class Http2Connection implements PooledConnection {
  readonly #session: ClientHttp2Session;
  readonly #headers: OutgoingHttpHeaders;
  readonly #clock: Clock;
  readonly #events: ConnectionEvents;
  /** Streams at a time; undefined until the server's SETTINGS. */
  #limit: number | undefined;
  #inFlight = 0;
  #isProbed = false;
  #isGone = false;
  #problem = "the connection was closed";

  constructor(
    session: ClientHttp2Session,
    headers: OutgoingHttpHeaders,
    clock: Clock,
    events: ConnectionEvents,
  ) {
    this.#session = session;
    this.#headers = headers;
    this.#clock = clock;
    this.#events = events;
    session.on("remoteSettings", (settings) => {
      this.#limit = settings.maxConcurrentStreams ?? Infinity;
      if (this.hasRoom) events.onRoom();
    });
    session.on("goaway", () => this.#leave());
    session.on("error", (error) => this.#problem = error.message);
    session.on("close", () => this.#leave());
  }

  get isConnecting(): boolean {
    return this.#limit === undefined && !this.#isGone;
  }

  get hasRoom(): boolean {
    return this.#limit !== undefined && this.#inFlight < this.#limit && !this.#isGone;
  }

  post(
    { bytes }: PostedBatch,
    settle: (result: AttemptResult) => void,
  ): Cancel | undefined {
    const stream = this.#begin();
    if (stream === undefined) return undefined;
    const exchange = new Http2Exchange(stream, bytes, settle);
    return () => {
      exchange.cancel();
      this.#probe();
    };
  }

  destroy(problem: string): void {
    this.#problem = problem;
    this.#session.destroy();
    this.#leave();
  }

  #begin(): ClientHttp2Stream | undefined {
    try {
      const stream = this.#session.request(this.#headers);
      this.#inFlight++;
      stream.on("close", this.#onStreamClosed);
      return stream;
    } catch {
      this.#leave();
      return undefined;
    }
  }

  /**
   * A request was given up: closes the connection unless the server answers a PING. Otherwise a host
   * that vanished would be noticed only when TCP gives up, after many minutes.
   */
  #probe(): void {
    if (this.#isProbed || this.#isGone) return;
    this.#isProbed = true;
    const clock = this.#clock;
    const cancelTimeout = clock.schedule(clock.now() + PING_TIMEOUT_MS, () => {
      this.destroy(`no answer to a PING within ${PING_TIMEOUT_MS} ms`);
    });
    this.#session.ping((error) => {
      this.#isProbed = false;
      if (!error) cancelTimeout();
    });
  }

  readonly #onStreamClosed = (): void => {
    this.#inFlight--;
    if (this.hasRoom) this.#events.onRoom();
  };

  #leave(): void {
    if (this.#isGone) return;
    const problem = this.isConnecting ? this.#problem : undefined;
    this.#isGone = true;
    this.#session.close();
    this.#events.onGone(problem);
  }
}
