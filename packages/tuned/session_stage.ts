import type { BatchBuffer, SendOutcome, Session, SessionSocket } from "@stt-bench/core";
import { MAX_UNWRITTEN_BYTES } from "@stt-bench/gateway";
import type { AdmittedClient } from "@stt-bench/gateway";
import { FRAME_BYTES } from "@stt-bench/protocol";
import type { CloseCode } from "@stt-bench/protocol";
import { WebSocketConnection } from "@stt-bench/websocket";
import type { ConnectionEvents, FixedFrameSink } from "@stt-bench/websocket";
import { DeferredReads } from "./deferred_reads.ts";
import type { TcpEvents, TcpSocket } from "./tcp_socket.ts";
import type { ConnectionHost } from "./tuned_server.ts";

const NO_PAYLOAD = new Uint8Array();

/**
 * A session on its TCP connection: joins the socket, the WebSocket and the {@linkcode Session}.
 *
 * Hot path: a frame is unmasked from the chunk that was read into its batch, and allocates nothing.
 */
export class SessionStage implements TcpEvents, SessionSocket, ConnectionEvents, FixedFrameSink {
  readonly payloadBytes = FRAME_BYTES;
  readonly #socket: TcpSocket;
  readonly #host: ConnectionHost;
  readonly #onLeave: () => void;
  readonly #reads: DeferredReads;
  readonly #webSocket: WebSocketConnection;
  readonly #session: Session;
  #arrivalMs = 0;
  #hasFrames = false;
  #hasLeft = false;
  /** What had been read when the session paused; at most what the runtime reads at a time. */
  #heldBack: Uint8Array | undefined;

  /** `onLeave` is called once, when the WebSocket has closed and TCP should end. */
  constructor(
    socket: TcpSocket,
    client: AdmittedClient,
    host: ConnectionHost,
    onLeave: () => void,
  ) {
    const { maxMessageBytes, readIntervalMs } = host.options;
    this.#socket = socket;
    this.#host = host;
    this.#onLeave = onLeave;
    this.#reads = new DeferredReads({
      socket,
      wheel: host.wheel,
      intervalMs: readIntervalMs,
      onPulled: () => this.#session.pulled(),
    });
    this.#webSocket = new WebSocketConnection({
      role: "server",
      maxMessageBytes,
      events: this,
      frames: this,
    });
    this.#session = host.gateway.open(this, client);
  }

  // What TCP tells.

  onData(chunk: Uint8Array, isLast: boolean): void {
    this.#arrivalMs = this.#host.options.clock.now();
    this.#hasFrames = false;
    const taken = this.#webSocket.receive(chunk);
    if (this.#hasLeft) return;
    if (taken < chunk.byteLength) this.#heldBack = chunk.slice(taken);
    const isStreaming = this.#hasFrames && this.#session.phase === "streaming";
    this.#reads.onChunk(this.#arrivalMs, isLast, isStreaming);
  }

  onDrained(): void {
    this.#session.drained();
  }

  onEnd(): void {
    this.onClose();
    this.#socket.destroy();
  }

  onClose(): void {
    this.#reads.stop();
    // The session resumes as it ends, and must not hear of a client that is gone.
    this.#heldBack = undefined;
    this.#session.socketClosed();
  }

  // What the session asks for.

  send(text: string): SendOutcome {
    if (this.#hasLeft) return "closed";
    this.#webSocket.sendText(text);
    return this.#socket.unwrittenBytes === 0 ? "sent" : "queued";
  }

  close(code: number, reason: string): void {
    this.#webSocket.close(code, reason);
    this.#reads.hasten();
  }

  terminate(): void {
    this.#socket.destroy();
  }

  ping(): void {
    this.#webSocket.ping(NO_PAYLOAD);
    this.#reads.hasten();
  }

  pull(): void {
    this.#reads.pull();
  }

  pause(): void {
    this.#reads.pause();
  }

  resume(): void {
    const rest = this.#heldBack;
    this.#heldBack = undefined;
    this.#reads.resume();
    if (rest === undefined) this.#reads.hasten();
    else this.onData(rest, false);
  }

  // What the WebSocket asks and tells.

  get isPaused(): boolean {
    return this.#reads.isPaused;
  }

  reserve(): BatchBuffer | undefined {
    return this.isPaused ? undefined : this.#session.reserveFrame();
  }

  commit(): void {
    this.#hasFrames = true;
    this.#session.commitFrame(this.#arrivalMs);
  }

  text(message: string): void {
    this.#session.receiveText(message);
  }

  binary(message: Uint8Array): void {
    this.#hasFrames = true;
    this.#session.receiveFrame(message);
  }

  pong(): void {
    this.#session.heard();
  }

  closed(code: number): void {
    this.#leave();
    this.#session.socketClosed(code);
  }

  failed(code: number, reason: string): void {
    this.#leave();
    this.#session.close(code as CloseCode, reason, "transport_protocol");
    this.#session.socketClosed(code);
  }

  write(bytes: Uint8Array): void {
    if (this.#socket.unwrittenBytes > MAX_UNWRITTEN_BYTES) this.#socket.destroy();
    else this.#socket.write(bytes);
  }

  #leave(): void {
    this.#hasLeft = true;
    this.#reads.stop();
    this.#onLeave();
  }
}
