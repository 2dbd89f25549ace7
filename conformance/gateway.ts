import { STT_PATH } from "@stt-bench/protocol";
import { ByteStream } from "./client/byte_stream.ts";
import type { Address } from "./client/byte_stream.ts";
import { checkUpgrade, createKey, encodeRequest, upgradeFields } from "./client/handshake.ts";
import type { Fields } from "./client/handshake.ts";
import { HttpExchange } from "./client/http_exchange.ts";
import type { HttpResponse } from "./client/http_response.ts";
import { PATIENCE_MS, WebSocketClient } from "./client/web_socket_client.ts";
import { Session } from "./session.ts";

/** Where the gateway is, and what must be known about it. */
export interface Target {
  /** `ws://host:port/ws/stt`, or `wss:`; the path may be left out. */
  readonly url: string;
  /** The certificate of its authority, in PEM; by default those that the runtime knows. */
  readonly ca?: string | undefined;
  /** Its `FLUSH_INTERVAL_MS`. */
  readonly flushIntervalMs: number;
  /** The inference simulator behind it, where that is ours: `http://host:port`. */
  readonly inferenceUrl?: string;
  /** How long to wait for a connection, and for an answer to a request; {@linkcode PATIENCE_MS} by default. */
  readonly patienceMs?: number;
}

/** A request without a body. The path is the endpoint's unless given. */
export interface Request {
  readonly method?: string;
  readonly path?: string;
  readonly fields?: Fields;
}

/**
 * The gateway under test. It remembers the connections it opened, so that
 * {@linkcode Gateway.release} ends them all.
 */
export class Gateway {
  readonly target: Target;
  readonly #path: string;
  readonly #host: string;
  readonly #address: Address;
  readonly #patienceMs: number;
  readonly #streams: ByteStream[] = [];
  #released = false;

  constructor(target: Target) {
    const url = new URL(target.url);
    const isTls = url.protocol === "wss:";
    this.target = target;
    this.#patienceMs = target.patienceMs ?? PATIENCE_MS;
    this.#path = url.pathname === "/" ? STT_PATH : url.pathname + url.search;
    this.#host = url.host;
    this.#address = {
      host: url.hostname.replace(/^\[|\]$/g, ""),
      port: Number(url.port || (isTls ? 443 : 80)),
      tls: isTls ? { ca: target.ca } : undefined,
    };
  }

  /**
   * Checks that somebody listens.
   *
   * @throws {Error} that says at which address, and why not.
   */
  async reach(): Promise<void> {
    await this.#open();
  }

  /** Opens a WebSocket. `fields` are added to those of the upgrade, or replace them. */
  async connect(fields: Fields = {}): Promise<WebSocketClient> {
    const key = createKey();
    const exchange = await this.#ask({ fields: { ...upgradeFields(key), ...fields } });
    const head = await exchange.head(this.#patienceMs);
    checkUpgrade(head, key);
    return new WebSocketClient(exchange.stream, head, exchange.rest);
  }

  /** Opens a WebSocket and sends the start message; `fields` as with {@linkcode connect}. */
  async start(fields: Fields = {}): Promise<Session> {
    const client = await this.connect(fields);
    const session = new Session(client, this.target.flushIntervalMs);
    client.sendText('{"type":"start"}');
    return session;
  }

  /** Makes a request on a connection of its own and reads the whole response. */
  async request(request: Request): Promise<HttpResponse> {
    const fields = { Connection: "close", ...request.fields };
    const exchange = await this.#ask({ ...request, fields });
    return await exchange.response(this.#patienceMs);
  }

  /** Sends `text`, whatever it is, on a connection of its own. */
  async say(text: string): Promise<HttpExchange> {
    return new HttpExchange(await this.#open(), text);
  }

  /** Ends every connection that is still open, and each one that opens later. */
  release(): void {
    this.#released = true;
    for (const stream of this.#streams.splice(0)) stream.destroy();
  }

  async #ask({ method = "GET", path = this.#path, fields = {} }: Request): Promise<HttpExchange> {
    const stream = await this.#open();
    return new HttpExchange(stream, encodeRequest(method, path, this.#host, fields));
  }

  async #open(): Promise<ByteStream> {
    const stream = await ByteStream.open(this.#address, this.#patienceMs);
    this.#streams.push(stream);
    if (this.#released) stream.destroy();
    return stream;
  }
}
