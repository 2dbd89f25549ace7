import { Buffer } from "node:buffer";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { Exchange, Headers, Saboteur } from "./exchange.ts";

/** An {@linkcode Exchange} over HTTP/1.1. */
export class Http1Exchange implements Exchange {
  readonly method: string;
  readonly path: string;
  readonly body: IncomingMessage;
  readonly #response: ServerResponse;

  constructor(request: IncomingMessage, response: ServerResponse) {
    this.method = request.method ?? "";
    this.path = request.url?.split("?", 1)[0] ?? "";
    this.body = request;
    this.#response = response;
  }

  header(name: string): string | undefined {
    const value = this.body.headers[name];
    return Array.isArray(value) ? value[0] : value;
  }

  onClosed(listener: (isAnswered: boolean) => void): void {
    this.#response.once("close", () => listener(this.#response.writableFinished));
  }

  respond(status: number, headers: Headers, body: string | Uint8Array): void {
    this.#response.writeHead(status, { ...headers, "content-length": Buffer.byteLength(body) });
    this.#response.end(body);
  }

  get saboteur(): Saboteur {
    return new Http1Saboteur(this.#response, this.body.socket);
  }
}

class Http1Saboteur implements Saboteur {
  readonly #response: ServerResponse;
  readonly #socket: Socket;

  constructor(response: ServerResponse, socket: Socket) {
    this.#response = response;
    this.#socket = socket;
  }

  writeHead(status: number, headers: Headers): void {
    this.#response.writeHead(status, headers);
  }

  write(piece: string, written: () => void): void {
    this.#response.write(piece, () => written());
  }

  end(): void {
    this.#response.end();
  }

  resetInHeaders(): void {
    this.#socket.write("HTTP/1.1 200 OK\r\ncontent-ty", () => this.resetConnection());
  }

  resetConnection(): void {
    this.#socket.resetAndDestroy();
  }

  resetStream(): boolean {
    return false;
  }

  goAway(): boolean {
    return false;
  }
}
