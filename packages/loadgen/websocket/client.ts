import { CloseCode } from "@stt-bench/protocol";
import type { Connection, ConnectionHandler, Target, Transport } from "../transport/transport.ts";
import { clientFrame, closeFrame, Opcode } from "./client_frame.ts";
import { createHandshake, readHandshake } from "./client_handshake.ts";
import { NO_STATUS, ServerFrameReader } from "./server_frame_reader.ts";

/** Why a WebSocket failed. */
export type ClientFailure =
  | "connect_failed"
  | "handshake_failed"
  | "protocol_violation"
  | "connection_lost";

/** Hears of one WebSocket; `serverClosed` or `failed` is the last call, and none follows `destroy`. */
export interface ClientHandler {
  /** The handshake is done. */
  opened(): void;
  /** A text message came. */
  text(message: string): void;
  /** The kernel takes frames again. */
  drained(): void;
  /** A Close frame came, and was answered; the code is {@linkcode NO_STATUS} when it had none. */
  serverClosed(code: number, reason: string): void;
  /** It ended in any other way. */
  failed(cause: ClientFailure, message: string): void;
}

/** connecting → handshaking → open → closing (our Close frame is out) → over; each may skip to over. */
type State = "connecting" | "handshaking" | "open" | "closing" | "over";

const NO_BYTES = new Uint8Array(0);

/** A WebSocket client (RFC 6455) on a transport: it sends frames as they are, and answers pings. */
export class WebSocketClient implements ConnectionHandler {
  readonly #handler: ClientHandler;
  readonly #url: URL;
  readonly #connection: Connection;
  readonly #reader: ServerFrameReader;
  #state: State = "connecting";
  #expectedAccept = "";
  #header: Uint8Array = NO_BYTES;
  #isBlocked = false;
  /** Control frames that wait for the kernel. */
  #control: Uint8Array[] = [];

  /** Begins to connect; the handler is called later. */
  constructor(url: URL, target: Target, transport: Transport, handler: ClientHandler) {
    this.#url = url;
    this.#handler = handler;
    this.#reader = new ServerFrameReader({
      text: (message) => this.#state !== "over" && handler.text(message),
      ping: (payload) => {
        if (this.#state === "open") this.sendControl(clientFrame(Opcode.pong, payload));
      },
      close: (code, reason) => this.#serverClosed(code, reason),
    });
    this.#connection = transport.connect(target, this);
  }

  /** Must frames wait for `drained`? */
  get isBlocked(): boolean {
    return this.#isBlocked;
  }

  /** Hands a frame to the kernel, while not blocked; returns whether it took all of it. */
  write(frame: Uint8Array): boolean {
    this.#isBlocked = !this.#connection.write(frame);
    return !this.#isBlocked;
  }

  /** Sends a frame as soon as the kernel takes it, before anything that waits for `drained`. */
  sendControl(frame: Uint8Array): void {
    if (this.#isBlocked) this.#control.push(frame);
    else this.write(frame);
  }

  /** Sends a Close frame; the server's answer comes as `serverClosed`. */
  close(code: number): void {
    this.#state = "closing";
    this.sendControl(closeFrame(code));
  }

  /** Sends a Close frame and does not wait for the answer. */
  leave(code: number): void {
    this.#state = "over";
    this.sendControl(closeFrame(code));
    this.#connection.end();
  }

  /** Cuts the connection. */
  destroy(): void {
    this.#state = "over";
    this.#connection.destroy();
  }

  /** {@inheritDoc ConnectionHandler.opened} */
  opened(): void {
    this.#state = "handshaking";
    const { request, expectedAccept } = createHandshake(this.#url);
    this.#expectedAccept = expectedAccept;
    this.write(request);
  }

  /** {@inheritDoc ConnectionHandler.received} */
  received(bytes: Uint8Array): void {
    if (this.#state === "handshaking") return this.#readHandshake(bytes);
    if (this.#state === "over") return;
    const violation = this.#reader.push(bytes);
    if (violation !== undefined) this.violate(violation);
  }

  /** {@inheritDoc ConnectionHandler.drained} */
  drained(): void {
    this.#isBlocked = false;
    while (!this.#isBlocked && this.#control.length > 0) this.write(this.#control.shift()!);
    if (!this.#isBlocked && this.#state !== "over") this.#handler.drained();
  }

  /** {@inheritDoc ConnectionHandler.closed} */
  closed(problem: string | undefined): void {
    const why = problem ?? "the gateway closed the connection";
    if (this.#state === "connecting") this.#fail("connect_failed", why);
    else if (this.#state === "handshaking") this.#fail("handshake_failed", why);
    else this.#fail("connection_lost", `${why}: expected a Close frame first, got none`);
  }

  /** The server broke the protocol of the messages, or of the frames: says so and leaves. */
  violate(message: string): void {
    if (this.#state === "over") return;
    this.leave(CloseCode.protocolError);
    this.#handler.failed("protocol_violation", message);
  }

  #readHandshake(bytes: Uint8Array): void {
    const header = new Uint8Array(this.#header.length + bytes.length);
    header.set(this.#header);
    header.set(bytes, this.#header.length);
    this.#header = header;
    const outcome = readHandshake(header, this.#expectedAccept);
    if (outcome.state === "incomplete") return;
    this.#header = NO_BYTES;
    if (outcome.state === "refused") {
      this.#connection.destroy();
      return this.#fail("handshake_failed", outcome.reason);
    }
    this.#state = "open";
    this.#handler.opened();
    if (outcome.rest.length > 0) this.received(outcome.rest);
  }

  #serverClosed(code: number, reason: string): void {
    if (this.#state === "over") return;
    const isAnswer = this.#state === "closing";
    this.#state = "over"; // before the connection may tell that it is closed
    if (isAnswer) this.#connection.end();
    else this.leave(code === NO_STATUS ? CloseCode.normal : code);
    this.#handler.serverClosed(code, reason);
  }

  #fail(cause: ClientFailure, message: string): void {
    if (this.#state === "over") return;
    this.#state = "over";
    this.#handler.failed(cause, message);
  }
}
