import { CloseCode, CloseReason, MAX_MESSAGE_BYTES } from "@stt-bench/protocol";
import type { Client, Clock, SendOutcome, SessionSocket } from "./ports.ts";
import type { Session } from "./session.ts";
import type { Sessions } from "./sessions.ts";
import { systemClock } from "./system_clock.ts";

/** How often a WebSocket is asked whether it has written what it had queued: none says so by itself. */
const DRAIN_POLL_MS = 5;

/** What may wait inside a socket, pongs included; messages in the outbox are far fewer bytes. */
const MAX_BUFFERED_BYTES = 64 * 1024;

const encoder = new TextEncoder();

const CONNECTING = 0;
const OPEN = 1;

/** A server's WebSocket with the interface of the web: that of `ws` on Node and that of Deno. */
export interface WebSocketLike {
  /** How binary messages come: `blob` is set to `arraybuffer`. */
  binaryType: string;
  /** 0 while it connects, 1 while it is open. */
  readonly readyState: number;
  /** Bytes that are queued and not written yet. */
  readonly bufferedAmount: number;
  /** Sends a text message. */
  send(text: string): void;
  /** Starts the close handshake. */
  close(code: number, reason: string): void;
  /** Tells of the connection. */
  addEventListener(type: "open" | "error", listener: () => void): void;
  /** Tells of messages: text, `ArrayBuffer` or `Uint8Array`. */
  addEventListener(type: "message", listener: (event: { data: unknown }) => void): void;
  /** Tells of the end. */
  addEventListener(type: "close", listener: (event: { code: number }) => void): void;
  /** Events of Node, where the socket has them: `ping` and `pong`. */
  on?(type: "ping" | "pong", listener: () => void): unknown;
  /** Sends a ping. */
  ping?(): void;
  /** Stops reading. */
  pause?(): void;
  /** Reads again. */
  resume?(): void;
  /** Cuts the connection. */
  terminate?(): void;
}

/** How {@linkcode serveWebSocket} deals with one WebSocket. */
export interface ServeWebSocketOptions {
  /** Who is at the other end. */
  readonly client?: Client;
  /** Hands a message to the session. By default text is the start, and a binary message a frame. */
  readonly receive?: (session: Session, message: string | Uint8Array) => void;
  /**
   * Bytes of the longest message, by default `MAX_MESSAGE_BYTES` of the wire protocol; a longer one
   * closes the session with 1009. Set the server's own limit, too: this one is for what has been read.
   */
  readonly maxMessageBytes?: number;
  /** {@linkcode systemClock} unless given. */
  readonly clock?: Clock;
}

/** Opens a session for a client that has connected through `socket`. */
export function serveWebSocket(
  sessions: Sessions,
  socket: WebSocketLike,
  options: ServeWebSocketOptions = {},
): Session {
  return new WebSocketPort(sessions, socket, options).session;
}

/** A WebSocket as the session wants it, and its events as the session's. */
class WebSocketPort implements SessionSocket {
  readonly session: Session;
  readonly ping?: () => void;
  readonly pause?: () => void;
  readonly resume?: () => void;
  readonly #socket: WebSocketLike;
  readonly #clock: Clock;
  readonly #receive: (session: Session, message: string | Uint8Array) => void;
  readonly #maxMessageBytes: number;
  #isPolling = false;

  constructor(sessions: Sessions, socket: WebSocketLike, options: ServeWebSocketOptions) {
    this.#socket = socket;
    this.#clock = options.clock ?? systemClock;
    this.#receive = options.receive ?? receiveFrames;
    this.#maxMessageBytes = options.maxMessageBytes ?? MAX_MESSAGE_BYTES;
    if (socket.binaryType === "blob") socket.binaryType = "arraybuffer";
    if (socket.ping && socket.on) this.ping = () => socket.ping!();
    if (socket.pause) this.pause = () => socket.pause!();
    if (socket.resume) this.resume = () => socket.resume!();
    const session = this.session = sessions.open(this, options.client);
    socket.on?.("pong", () => session.heard());
    socket.on?.("ping", () => this.#onPing());
    socket.addEventListener("message", ({ data }) => this.#onMessage(data));
    // Where an upgrade has failed, nothing else comes (Deno 2.9).
    socket.addEventListener("error", () => session.socketClosed());
    // Deno 2.9 reports 0 where RFC 6455 §7.1.5 says 1006.
    socket.addEventListener("close", ({ code }) => session.socketClosed(code || undefined));
  }

  send(text: string): SendOutcome {
    if (this.#socket.readyState !== OPEN) return "closed";
    this.#socket.send(text);
    if (this.#socket.bufferedAmount === 0) return "sent";
    this.#pollDrain();
    return "queued";
  }

  close(code: number, reason: string): void {
    // At the end of the turn: Deno 2.9 cuts the connection at the next message that it has read.
    const close = () => this.#socket.close(code, reason);
    const closeSoon = () => this.#clock.schedule(this.#clock.now(), close);
    if (this.#socket.readyState !== CONNECTING) closeSoon();
    else this.#socket.addEventListener("open", closeSoon);
  }

  /** Deno 2.9 cannot cut a WebSocket: it lives on until the client answers the Close, or goes. */
  terminate(): void {
    this.#socket.terminate?.();
  }

  #onMessage(data: unknown): void {
    const message = data instanceof ArrayBuffer
      ? new Uint8Array(data)
      : data as string | Uint8Array;
    if (!isLongerThan(message, this.#maxMessageBytes)) return this.#receive(this.session, message);
    const { messageTooBig } = CloseReason;
    this.session.close(CloseCode.messageTooBig, messageTooBig, "transport_protocol");
  }

  /** `ws` would queue pongs without a bound for a client that pings and doesn't read. */
  #onPing(): void {
    if (this.#socket.bufferedAmount > MAX_BUFFERED_BYTES) this.terminate();
  }

  #pollDrain(): void {
    if (this.#isPolling) return;
    this.#isPolling = true;
    this.#clock.schedule(this.#clock.now() + DRAIN_POLL_MS, () => {
      this.#isPolling = false;
      if (this.#socket.readyState !== OPEN) return;
      if (this.#socket.bufferedAmount === 0) this.session.drained();
      else this.#pollDrain();
    });
  }
}

/** A text counts as its UTF-8, which takes one to three bytes for each of its code units. */
function isLongerThan(message: string | Uint8Array, maxBytes: number): boolean {
  if (message.length > maxBytes) return true;
  if (typeof message !== "string" || message.length * 3 <= maxBytes) return false;
  return encoder.encode(message).length > maxBytes;
}

function receiveFrames(session: Session, message: string | Uint8Array): void {
  if (typeof message === "string") session.receiveText(message);
  else session.receiveFrame(message);
}
