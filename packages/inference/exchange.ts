import type { Readable } from "node:stream";

/** Header fields of an answer, names in lower case. */
export type Headers = Readonly<Record<string, string | number>>;

/**
 * One request and its answer, the same for HTTP/1.1 and HTTP/2. Writing to an exchange whose client
 * is gone does nothing.
 */
export interface Exchange {
  readonly method: string;
  /** Path without the query. */
  readonly path: string;
  /** The request's body. */
  readonly body: Readable;
  /** A request header; `name` in lower case. */
  header(name: string): string | undefined;
  /** Calls `listener` once: when the answer has gone out whole, or when it no longer can. */
  onClosed(listener: (isAnswered: boolean) => void): void;
  /** Sends a whole answer. */
  respond(status: number, headers: Headers, body: string | Uint8Array): void;
  /** What only fault injection needs. */
  readonly saboteur: Saboteur;
}

/** Ways to answer badly. Those that return a boolean are HTTP/2 only: false means not possible. */
export interface Saboteur {
  /** Starts an answer whose body follows in pieces. */
  writeHead(status: number, headers: Headers): void;
  /** Sends a piece of the body, and calls `written` once it has gone to the kernel. */
  write(piece: string, written: () => void): void;
  end(): void;
  /** Sends the beginning of the answer's header block, then resets the connection. */
  resetInHeaders(): void;
  /** Resets the connection (TCP RST). */
  resetConnection(): void;
  /** Resets only this stream, with an error code of RFC 9113 §7. */
  resetStream(code: number): boolean;
  /** Sends a GOAWAY that still covers this request, and closes the connection unless it `keeps`. */
  goAway(keeps: boolean): boolean;
}
