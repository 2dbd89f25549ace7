import { Buffer } from "node:buffer";
import type { IncomingHttpHeaders, ServerHttp2Stream } from "node:http2";
import type { Socket } from "node:net";
import type { Exchange, Headers, Saboteur } from "./exchange.ts";

/** Frame types of RFC 9113 §6.2 and §6.4. */
const HEADERS_FRAME = 1;
const RST_STREAM_FRAME = 3;

/** An {@linkcode Exchange} over one HTTP/2 stream. */
export class Http2Exchange implements Exchange {
  readonly method: string;
  readonly path: string;
  readonly body: ServerHttp2Stream;
  readonly #headers: IncomingHttpHeaders;
  readonly #socket: Socket;

  /** @param socket The connection that the session has taken over; only faults touch it. */
  constructor(stream: ServerHttp2Stream, headers: IncomingHttpHeaders, socket: Socket) {
    this.method = String(headers[":method"]);
    this.path = String(headers[":path"]).split("?", 1)[0]!;
    this.body = stream;
    this.#headers = headers;
    this.#socket = socket;
    // Every stream error ends in "close", which is what onClosed looks at.
    stream.on("error", () => {});
  }

  header(name: string): string | undefined {
    const value = this.#headers[name];
    return Array.isArray(value) ? value[0] : value;
  }

  onClosed(listener: (isAnswered: boolean) => void): void {
    this.body.once("close", () => listener(this.body.writableFinished && !this.body.aborted));
  }

  respond(status: number, headers: Headers, body: string | Uint8Array): void {
    if (isOver(this.body)) return;
    this.body.respond({
      ":status": status,
      ...headers,
      "content-length": Buffer.byteLength(body),
    });
    this.body.end(body);
  }

  get saboteur(): Saboteur {
    return new Http2Saboteur(this.body, this.#socket);
  }
}

/** A stream that the client has reset is closed at once, and destroyed later: `respond` throws by then. */
function isOver(stream: ServerHttp2Stream): boolean {
  return stream.destroyed || stream.closed;
}

class Http2Saboteur implements Saboteur {
  readonly #stream: ServerHttp2Stream;
  readonly #socket: Socket;

  constructor(stream: ServerHttp2Stream, socket: Socket) {
    this.#stream = stream;
    this.#socket = socket;
  }

  writeHead(status: number, headers: Headers): void {
    if (!isOver(this.#stream)) this.#stream.respond({ ":status": status, ...headers });
  }

  write(piece: string, written: () => void): void {
    if (!isOver(this.#stream)) this.#stream.write(piece, () => written());
  }

  end(): void {
    this.#stream.end();
  }

  /** node:http2 sends only whole header blocks, so this frame goes past it: 100 bytes said, 4 sent. */
  resetInHeaders(): void {
    const frame = this.#frame(HEADERS_FRAME, 100);
    this.#socket.write(frame, () => this.resetConnection());
  }

  resetConnection(): void {
    this.#socket.resetAndDestroy();
  }

  /**
   * This frame goes past node:http2, too: Bun 1.4 would send an empty DATA in its place, which ends
   * the connection. The RST_STREAM that follows is of a stream that is closed, and ignored.
   */
  resetStream(code: number): boolean {
    const frame = this.#frame(RST_STREAM_FRAME, 4);
    frame.writeUInt32BE(code, 9);
    this.#socket.write(frame);
    this.#stream.destroy(new Error(`Reset with ${code}, as was asked for`));
    return true;
  }

  goAway(keeps: boolean): boolean {
    const { session } = this.#stream;
    session?.goaway();
    // Not `session.destroy()`: Bun 1.4 then leaves the socket open.
    if (!keeps) setImmediate(() => this.#socket.destroySoon());
    return true;
  }

  /** A frame of this stream that says that it has `length` bytes of payload, of which 4 are there. */
  #frame(type: number, length: number): Buffer {
    const frame = Buffer.alloc(9 + 4);
    frame.writeUIntBE(length, 0, 3);
    frame[3] = type;
    frame.writeUInt32BE(this.#stream.id ?? 0, 5);
    return frame;
  }
}
