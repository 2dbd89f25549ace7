import { Buffer } from "node:buffer";
import { once } from "node:events";
import { createServer } from "node:http2";
import type { Http2Session, IncomingHttpHeaders, ServerHttp2Stream, Settings } from "node:http2";
import { connect, createServer as createTcpServer } from "node:net";
import type { AddressInfo } from "node:net";

/** A request whose body has arrived whole. */
export interface ReceivedRequest {
  readonly stream: ServerHttp2Stream;
  readonly headers: IncomingHttpHeaders;
  readonly body: Uint8Array;
  /** Answers with 200 and `text`. */
  answer(text: string): void;
}

/** An HTTP/2 server whose answers the test gives. */
export class TestHttp2Server {
  /** Connections that the server has, in their order. */
  readonly sessions: Http2Session[] = [];
  readonly #server;
  readonly #received: ReceivedRequest[] = [];
  #wake: () => void = () => {};

  constructor(settings: Settings = {}) {
    this.#server = createServer({ settings });
    this.#server.on("session", (session) => this.sessions.push(session));
    this.#server.on(
      "stream",
      (stream, headers) => this.#onStream(stream as ServerHttp2Stream, headers),
    );
  }

  /** Listens on a free port, or on `port`; resolves to the URL. */
  async listen(port = 0): Promise<URL> {
    this.#server.listen(port, "127.0.0.1");
    await once(this.#server, "listening");
    return new URL(`http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/infer`);
  }

  /** The next `count` requests, in order of arrival. */
  async requests(count: number): Promise<ReceivedRequest[]> {
    while (this.#received.length < count) {
      await new Promise<void>((resolve) => this.#wake = resolve);
    }
    return this.#received.splice(0, count);
  }

  /** Stops, and cuts every connection. */
  async close(): Promise<void> {
    const closed = once(this.#server, "close");
    this.#server.close();
    for (const session of this.sessions) session.destroy();
    await closed;
  }

  #onStream(stream: ServerHttp2Stream, headers: IncomingHttpHeaders): void {
    const chunks: Uint8Array[] = [];
    stream.on("error", () => {});
    stream.on("data", (chunk: Uint8Array) => chunks.push(chunk));
    stream.on("end", () => {
      const answer = (text: string) => {
        stream.respond({ ":status": 200 });
        stream.end(text);
      };
      this.#received.push({ stream, headers, body: Buffer.concat(chunks), answer });
      this.#wake();
    });
  }
}

/** A server that accepts connections and says nothing. */
export async function listenSilently(): Promise<{ url: URL; close(): Promise<void> }> {
  const sockets: ReturnType<typeof connect>[] = [];
  const server = createTcpServer((socket) => sockets.push(socket.on("error", () => {})));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/infer`),
    async close() {
      const closed = once(server, "close");
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
