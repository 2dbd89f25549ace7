import type { Gateway } from "@stt-bench/gateway";
import { STT_PATH } from "@stt-bench/protocol";
import { HeadReader, parseRequestHead, upgradeResponse } from "@stt-bench/websocket";
import type { RequestHead } from "@stt-bench/websocket";
import { encodeResponse } from "./encode_response.ts";
import type { TcpEvents, TcpSocket } from "./tcp_socket.ts";

/** What comes after a handshake. */
export interface HandshakeEvents {
  /** The connection is a WebSocket now; `rest` are the client's first bytes behind its request. */
  upgraded(rest: Uint8Array): void;
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
  readonly #events: HandshakeEvents;
  readonly #reader = new HeadReader(parseRequestHead);
  #isAnswering = false;
  #isClosed = false;

  constructor(socket: TcpSocket, gateway: Gateway, events: HandshakeEvents) {
    this.#socket = socket;
    this.#gateway = gateway;
    this.#events = events;
  }

  onData(chunk: Uint8Array): void {
    const result = this.#reader.push(chunk);
    this.#isAnswering = result.state !== "incomplete";
    if (result.state === "incomplete") {
      this.#socket.read();
    } else if (result.state === "malformed") {
      const { status, message } = result;
      this.#respond(new Response(`${message}\n`, { status }));
    } else {
      this.#answer(result.head, result.rest.slice());
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

  async #answer(head: RequestHead, rest: Uint8Array): Promise<void> {
    let isUpgraded = false;
    const upgrade = () => {
      isUpgraded = true;
      return new Response(null);
    };
    const response = await this.#route(head, upgrade);
    if (this.#isClosed) return;
    if (!isUpgraded) return this.#respond(response, head.method);
    this.#socket.write(upgradeResponse(head.headers.get("sec-websocket-key")!));
    this.#events.upgraded(rest);
  }

  async #route(head: RequestHead, upgrade: () => Response): Promise<Response> {
    const { method, target, version, headers } = head;
    const isUpgradable = version === "1.1" && target.split("?")[0] === STT_PATH;
    try {
      const request = new Request(new URL(target, "http://gateway"), {
        method,
        headers: [...headers],
      });
      return await this.#gateway.app.fetch(request, isUpgradable ? { upgrade } : {});
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      return new Response(`Cannot read the request: ${message}\n`, { status: 400 });
    }
  }

  async #respond(response: Response, method = "GET"): Promise<void> {
    const bytes = await encodeResponse(response, method);
    if (this.#isClosed) return;
    this.#socket.write(bytes);
    this.#events.finished();
  }
}
