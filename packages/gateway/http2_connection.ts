import type { ClientHttp2Session, ClientHttp2Stream, OutgoingHttpHeaders } from "node:http2";
import type { Clock } from "@stt-bench/core";

/** Time for the answer to a PING; a server that is only slow answers at once. */
const PING_TIMEOUT_MS = 1000;

/** What a connection tells its pool. */
export interface ConnectionEvents {
  /** It takes streams from now on, or takes one more. */
  onRoom(): void;
  /** It takes no further stream; `problem` is why, if it never took one. */
  onGone(problem: string | undefined): void;
}

/**
 * One HTTP/2 connection to the inference service. It takes streams from the server's SETTINGS (which
 * say how many at a time) until it fails or the server says GOAWAY; the streams that it has by then
 * end in their own way.
 */
export class Http2Connection {
  readonly #session: ClientHttp2Session;
  readonly #events: ConnectionEvents;
  /** Streams at a time; undefined until the server's SETTINGS. */
  #limit: number | undefined;
  #inFlight = 0;
  #isProbed = false;
  #isGone = false;
  #problem = "the connection was closed";

  constructor(session: ClientHttp2Session, events: ConnectionEvents) {
    this.#session = session;
    this.#events = events;
    session.on("remoteSettings", (settings) => {
      this.#limit = settings.maxConcurrentStreams ?? Infinity;
      if (this.hasRoom) events.onRoom();
    });
    session.on("goaway", () => this.#leave());
    session.on("error", (error) => this.#problem = error.message);
    session.on("close", () => this.#leave());
  }

  /** Have the server's SETTINGS not come yet? */
  get isConnecting(): boolean {
    return this.#limit === undefined && !this.#isGone;
  }

  /** May another stream begin now? */
  get hasRoom(): boolean {
    return this.#limit !== undefined && this.#inFlight < this.#limit && !this.#isGone;
  }

  /** Begins a stream; undefined when the connection has just failed. */
  request(headers: OutgoingHttpHeaders): ClientHttp2Stream | undefined {
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

  /**
   * A request was given up: closes the connection unless the server answers a PING. Otherwise a host
   * that vanished would be noticed only when TCP gives up, after many minutes.
   */
  probe(clock: Clock): void {
    if (this.#isProbed || this.#isGone) return;
    this.#isProbed = true;
    const cancelTimeout = clock.schedule(clock.now() + PING_TIMEOUT_MS, () => {
      this.destroy(`no answer to a PING within ${PING_TIMEOUT_MS} ms`);
    });
    this.#session.ping((error) => {
      this.#isProbed = false;
      if (!error) cancelTimeout();
    });
  }

  /** Closes the connection at once, with all of its streams; `problem` says why. */
  destroy(problem: string): void {
    this.#problem = problem;
    this.#session.destroy();
    this.#leave();
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
