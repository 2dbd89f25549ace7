import { once } from "node:events";
import type { EventEmitter } from "node:events";
import * as http from "node:http";
import * as http2 from "node:http2";
import * as net from "node:net";
import type { Exchange } from "./exchange.ts";
import type { ConnectionFault } from "./faults/fault.ts";
import { Http1Exchange } from "./http1_exchange.ts";
import { Http2Exchange } from "./http2_exchange.ts";
import { sniffProtocol } from "./sniff_protocol.ts";

/** A connection's flow-control window in bytes. */
const CONNECTION_WINDOW_BYTES = 16 * 2 ** 20;

/** SETTINGS of every connection that no fault changes. */
const SETTINGS: http2.Settings = { initialWindowSize: 2 ** 20, maxConcurrentStreams: 256 };

/**
 * node:http2 ends a session whose client resets many streams, or that holds 10 MB; here a gateway
 * that cancels its requests is no attacker, and 256 streams of 1 MiB are what we offer.
 */
const SESSION_LIMITS = { streamResetBurst: 1e6, streamResetRate: 1e6, maxSessionMemory: 512 };

/** How long {@linkcode Server.close} waits for requests under way. */
const CLOSE_DEADLINE_MS = 2000;

/** What a {@linkcode Server} needs. */
export interface ServerOptions {
  readonly handle: (exchange: Exchange) => void;
  /** Asked once for each new HTTP/2 connection. */
  readonly connectionFault: () => ConnectionFault | undefined;
  /** Called with the number of open connections whenever it changes. */
  readonly onConnections: (open: number) => void;
}

interface Connection {
  readonly socket: net.Socket;
  session?: http2.ServerHttp2Session;
  /** Requests under way. */
  requests: number;
}

/** HTTP/1.1 and HTTP/2 with prior knowledge on one cleartext port. */
export class Server {
  readonly #options: ServerOptions;
  readonly #listener: net.Server;
  readonly #http1: http.Server;
  readonly #connections = new Map<net.Socket, Connection>();
  #isClosing = false;

  constructor(options: ServerOptions) {
    this.#options = options;
    this.#listener = net.createServer({ noDelay: true }, (socket) => this.#accept(socket));
    // No keep-alive timeout: it could close a connection just as a gateway sends its next request.
    this.#http1 = http.createServer({ keepAliveTimeout: 0 });
    this.#http1.on("request", (request, response) => this.#handleHttp1(request, response));
  }

  /**
   * Listens and returns the URL.
   *
   * @throws {Error} when the port cannot be had.
   */
  async listen(host: string, port: number): Promise<string> {
    const listening = once(this.#listener, "listening");
    this.#listener.listen(port, host);
    try {
      await listening;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      throw new Error(`Cannot listen on ${host}:${port}: expected a free port, got ${code}`);
    }
    const address = this.#listener.address() as net.AddressInfo;
    return `http://${host.includes(":") ? `[${host}]` : host}:${address.port}`;
  }

  /** Takes no more connections, lets requests under way finish for 2 s, then cuts what is left. */
  async close(): Promise<void> {
    this.#isClosing = true;
    const closed = once(this.#listener, "close");
    this.#listener.close();
    for (const connection of this.#connections.values()) {
      connection.session?.close();
      endIfIdle(connection);
    }
    const deadline = setTimeout(() => {
      for (const socket of this.#connections.keys()) socket.destroy();
    }, CLOSE_DEADLINE_MS);
    await closed;
    clearTimeout(deadline);
  }

  #accept(socket: net.Socket): void {
    const connection: Connection = { socket, requests: 0 };
    this.#connections.set(socket, connection);
    this.#options.onConnections(this.#connections.size);
    // A reset by the client is no news: "close" follows.
    socket.on("error", () => {});
    socket.once("close", () => {
      this.#connections.delete(socket);
      this.#options.onConnections(this.#connections.size);
    });
    sniffProtocol(socket, (protocol) => {
      if (protocol === "h2") this.#openSession(connection);
      else this.#http1.emit("connection", socket);
    });
  }

  #handleHttp1(request: http.IncomingMessage, response: http.ServerResponse): void {
    const connection = this.#connections.get(request.socket);
    if (connection !== undefined) this.#count(connection, response);
    this.#options.handle(new Http1Exchange(request, response));
  }

  #openSession(connection: Connection): void {
    const fault = this.#options.connectionFault();
    const settings = { ...SETTINGS, ...settingsOf(fault) };
    const { socket } = connection;
    const session = http2.performServerHandshake(socket, { ...SESSION_LIMITS, settings });
    connection.session = session;
    if (fault === undefined) session.setLocalWindowSize(CONNECTION_WINDOW_BYTES);
    // A broken connection is no news here either; its streams close, and that is looked at.
    session.on("error", () => {});
    session.on("stream", (stream, headers) => {
      this.#count(connection, stream);
      this.#options.handle(new Http2Exchange(stream, headers, socket));
    });
  }

  /** Counts a request until its `answer` closes. */
  #count(connection: Connection, answer: EventEmitter): void {
    connection.requests++;
    answer.once("close", () => {
      connection.requests--;
      if (this.#isClosing) endIfIdle(connection);
    });
  }
}

function endIfIdle({ socket, session, requests }: Connection): void {
  if (requests > 0) return;
  if (session === undefined) socket.destroySoon();
  else session.destroy();
}

function settingsOf(fault: ConnectionFault | undefined): http2.Settings {
  switch (fault?.kind) {
    case undefined:
      return {};
    case "tiny-window":
      return { initialWindowSize: fault.bytes };
    case "no-window":
      return { initialWindowSize: 0 };
    case "max-streams":
      return { maxConcurrentStreams: fault.streams };
  }
}
