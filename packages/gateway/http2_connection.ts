import type { ClientHttp2Session, ClientHttp2Stream } from "node:http2";
import type { Clock } from "@stt-bench/core";
import { Http2Exchange } from "./http2_exchange.ts";
import { TRACEPARENT_HEADER } from "./inference_transport.ts";
import type { Post, PostedBatch } from "./inference_transport.ts";
import type { AttemptHandler, ConnectionEvents, PooledConnection } from "./pooled_connection.ts";
import { Probe } from "./probe.ts";

/**
 * One HTTP/2 connection to the inference service. It takes streams from the server's SETTINGS (which
 * say how many at a time) until it fails or the server says GOAWAY; the streams that it has by then
 * end in their own way.
 */
export class Http2Connection implements PooledConnection {
  readonly #session: ClientHttp2Session;
  readonly #headers: readonly string[];
  readonly #probe: Probe;
  readonly #events: ConnectionEvents;
  /** Streams at a time; undefined until the server's SETTINGS. */
  #limit: number | undefined;
  #inFlight = 0;
  #isGone = false;
  #problem = "the connection was closed";

  constructor(
    session: ClientHttp2Session,
    headers: readonly string[],
    clock: Clock,
    events: ConnectionEvents,
  ) {
    this.#session = session;
    this.#headers = headers;
    this.#probe = new Probe({
      clock,
      ping: () => session.ping((error) => error || this.#probe.stop()),
      onSilent: (problem) => this.destroy(problem),
    });
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

  post({ bytes, traceparent }: PostedBatch, handler: AttemptHandler): Post | undefined {
    const stream = this.#begin(
      traceparent === undefined
        ? this.#headers
        : [...this.#headers, TRACEPARENT_HEADER, traceparent],
    );
    if (stream === undefined) return undefined;
    const exchange = new Http2Exchange(stream, bytes, handler);
    return {
      cancel: () => {
        exchange.cancel();
        if (!this.#isGone) this.#probe.start();
      },
    };
  }

  destroy(problem: string): void {
    this.#problem = problem;
    this.#session.destroy();
    this.#leave();
  }

  #begin(headers: readonly string[]): ClientHttp2Stream | undefined {
    try {
      const stream = this.#session.request(headers);
      this.#inFlight++;
      stream.on("close", this.#onStreamClosed);
      return stream;
    } catch {
      this.#leave();
      return undefined;
    }
  }

  readonly #onStreamClosed = (): void => {
    this.#inFlight--;
    if (this.hasRoom) this.#events.onRoom();
  };

  #leave(): void {
    if (this.#isGone) return;
    const problem = this.isConnecting ? this.#problem : undefined;
    this.#isGone = true;
    this.#probe.stop();
    this.#session.close();
    this.#events.onGone(problem);
  }
}
