import type { Clock } from "@stt-bench/core";
import { Probe } from "@stt-bench/gateway";
import type {
  AttemptHandler,
  ConnectionEvents as PoolEvents,
  PooledConnection,
  Post,
  PostedBatch,
} from "@stt-bench/gateway";
import { ClientConnection } from "@stt-bench/http2";
import type { ConnectionEvents, RequestLayout } from "@stt-bench/http2";
import type { ClientEvents, TcpSocket } from "./tcp_socket.ts";

/** Time for our last bytes to go out once nothing more is expected. */
const FAREWELL_MS = 1000;

/** What an {@linkcode InferenceConnection} stands on. */
export interface InferenceConnectionOptions {
  readonly layout: RequestLayout;
  readonly clock: Clock;
  /** How long answers gather in the kernel, to be read together. */
  readonly tickMs: number;
  readonly events: PoolEvents;
}

/**
 * One HTTP/2 connection to the inference service: joins the socket, the protocol and the pool.
 *
 * A batch lies in memory as the request that it becomes, and is lent to the socket as it is. Answers
 * are read at most once per tick, counted from zero on the clock, as a `TickClock` counts.
 */
export class InferenceConnection implements PooledConnection, ClientEvents, ConnectionEvents {
  readonly #events: PoolEvents;
  readonly #clock: Clock;
  readonly #tickMs: number;
  readonly #http: ClientConnection;
  readonly #probe: Probe;
  #socket: TcpSocket | undefined;
  /** Has there ever been room? */
  #hasServed = false;
  #isGone = false;

  constructor({ layout, clock, tickMs, events }: InferenceConnectionOptions) {
    this.#events = events;
    this.#clock = clock;
    this.#tickMs = tickMs;
    this.#http = new ClientConnection({ layout, events: this });
    this.#probe = new Probe({
      clock,
      ping: () => this.#http.ping(),
      onSilent: (problem) => this.destroy(problem),
    });
  }

  // What the pool asks for.

  get isConnecting(): boolean {
    return !this.#isGone && !this.#http.isReady;
  }

  get hasRoom(): boolean {
    return this.#http.hasRoom;
  }

  post({ bytes, frames, traceparent }: PostedBatch, handler: AttemptHandler): Post | undefined {
    if (!this.#http.hasRoom) return undefined;
    const stream = this.#http.post(bytes, frames, handler, traceparent);
    return { cancel: () => this.#cancel(stream, handler) };
  }

  destroy(problem: string): void {
    this.#http.receiveEnd(problem);
  }

  // What TCP tells.

  onOpen(socket: TcpSocket): void {
    this.#socket = socket;
    if (this.#isGone) return socket.destroy();
    this.#http.start();
    socket.read();
  }

  onData(chunk: Uint8Array, isLast: boolean): void {
    const socket = this.#socket!;
    this.#http.receive(chunk);
    if (isLast && this.#http.isReady) {
      const nextTick = Math.floor(this.#clock.now() / this.#tickMs) + 1;
      this.#clock.schedule(nextTick * this.#tickMs, () => socket.read());
    } else {
      socket.read();
    }
  }

  onDrained(): void {
    this.#http.drained();
  }

  onEnd(): void {
    this.#http.receiveEnd();
  }

  onClose(problem?: string): void {
    this.#http.receiveEnd(problem);
  }

  // What HTTP/2 tells.

  write(bytes: Uint8Array): boolean {
    return this.#socket!.lend(bytes);
  }

  room(): void {
    this.#hasServed = true;
    if (!this.#isGone) this.#events.onRoom();
  }

  gone(problem: string): void {
    this.#isGone = true;
    this.#probe.stop();
    this.#events.onGone(this.#hasServed ? undefined : problem);
  }

  over(): void {
    const socket = this.#socket;
    // What we have said last, GOAWAY for example, should still arrive.
    socket?.end();
    this.#clock.schedule(this.#clock.now() + FAREWELL_MS, () => socket?.destroy());
  }

  pong(): void {
    this.#probe.stop();
  }

  #cancel(stream: number, handler: AttemptHandler): void {
    this.#http.cancel(stream);
    if (!this.#isGone) this.#probe.start();
    handler.onEnd({ outcome: "lost", message: "given up" });
  }
}
