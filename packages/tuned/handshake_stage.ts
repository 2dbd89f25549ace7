import type { AdmittedClient, Gateway, Remote } from "@stt-bench/gateway";
import { HeadReader, parseRequestHead, upgradeResponse } from "@stt-bench/websocket";
import type { RequestHead } from "@stt-bench/websocket";
import { encodeResponse } from "./encode_response.ts";
import type { TcpEvents, TcpSocket } from "./tcp_socket.ts";

/** Methods that a `Request` has on every runtime: Bun 1.4 makes GET of one that it doesn't know. */
const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

/** Where a path belongs; no route asks for it. */
const ORIGIN = "http://gateway";

/** What comes after a handshake. */
export interface HandshakeEvents {
  /** The connection is the WebSocket of `client`; `rest` are its first bytes behind its request. */
  upgraded(client: AdmittedClient, rest: Uint8Array): void;
  /** An HTTP response was written, and the connection should end. */
  finished(): void;
}

/**
 * Reads one HTTP request and answers it by the gateway's routes: with an upgrade, or with a response
 * after which the connection ends. Health checks and scrapes need no more, and a body of a request
 * is nobody's business here.
 */
export class HandshakeStage implements TcpEvents {
  readonly #socket: TcpSocket;
  readonly #gateway: Gateway;
  readonly #remote: Remote;
  readonly #events: HandshakeEvents;
  readonly #reader = new HeadReader(parseRequestHead);
  #isAnswering = false;
  #isClosed = false;

  constructor(socket: TcpSocket, gateway: Gateway, remote: Remote, events: HandshakeEvents) {
    this.#socket = socket;
    this.#gateway = gateway;
    this.#remote = remote;
    this.#events = events;
  }

  onData(chunk: Uint8Array): void {
    const result = this.#reader.push(chunk);
    this.#isAnswering = result.state !== "incomplete";
    if (result.state === "incomplete") {
      this.#socket.read();
    } else if (result.state === "malformed") {
      const { status, message } = result;
      this.#cutOnBug(this.#respond(new Response(`${message}\n`, { status })));
    } else {
      this.#cutOnBug(this.#answer(result.head, result.rest.slice()));
    }
  }

  onDrained(): void {}

  onEnd(): void {
    // A client may say that it has nothing more to ask and still wait for its answer.
    if (!this.#isAnswering) this.#socket.destroy();
  }

  onClose(): void {
    this.#isClosed = true;
  }

  /** As `Connection` does, which a bug in what is awaited passes by. */
  #cutOnBug(answer: Promise<void>): void {
    answer.catch((bug) => {
      this.#gateway.reportBug(bug);
      this.#socket.destroy();
    });
  }

  async #answer(head: RequestHead, rest: Uint8Array): Promise<void> {
    let isUpgraded = false;
    // Within the route, which has just counted the sessions: others may ask in the same moment.
    const upgrade = (client: AdmittedClient) => {
      isUpgraded = !this.#isClosed;
      if (isUpgraded) this.#upgrade(head, client, rest);
      return new Response(null);
    };
    const response = await this.#route(head, upgrade);
    if (!isUpgraded) await this.#respond(response, head.method);
  }

  #upgrade({ headers }: RequestHead, client: AdmittedClient, rest: Uint8Array): void {
    const key = headers.get("sec-websocket-key")!;
    this.#socket.write(upgradeResponse(key, client.subprotocol));
    this.#events.upgraded(client, rest);
  }

  async #route(
    head: RequestHead,
    upgrade: (client: AdmittedClient) => Response,
  ): Promise<Response> {
    const { method, target, version, headers } = head;
    if (!METHODS.includes(method)) return new Response(`Cannot ${method}\n`, { status: 501 });
    try {
      const request = new Request(urlOf(target), {
        // RFC 9110 §9.3.2: HEAD differs in the body alone, which `encodeResponse` leaves out.
        method: method === "HEAD" ? "GET" : method,
        headers: [...headers],
      });
      const isUpgradable = version === "1.1" && method === "GET"; // RFC 6455 §4.2.1
      const remote = this.#remote;
      return await this.#gateway.app.fetch(
        request,
        isUpgradable ? { remote, upgrade } : { remote },
      );
    } catch {
      // The error of the runtime would quote the target, which may hold a token.
      const expected = "expected a path or a URL as its target, got something else";
      return new Response(`Cannot read the request: ${expected}\n`, { status: 400 });
    }
  }

  async #respond(response: Response, method = "GET"): Promise<void> {
    const bytes = await encodeResponse(response, method);
    if (this.#isClosed) return;
    this.#socket.write(bytes);
    this.#events.finished();
  }
}

/**
 * The URL of a request target: a path, as a rule, but a whole URL is allowed (RFC 9112 §3.2).
 *
 * @throws {TypeError} for anything else: routes would find a path in any text that has slashes.
 */
function urlOf(target: string): URL {
  if (target.startsWith("/")) return new URL(ORIGIN + target);
  if (/^https?:\/\//i.test(target)) return new URL(target);
  throw new TypeError("Cannot read a target: expected a path or a URL of http");
}
