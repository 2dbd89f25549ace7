import { Buffer } from "node:buffer";
import { connect as connectTcp } from "node:net";
import type { Socket } from "node:net";
import type { Address, ClientEvents, TcpEvents, TcpSocket } from "@stt-bench/tuned";

/** What libuv reads at a time; a chunk of this size may not be all. */
const RECEIVE_BYTES = 64 * 1024;

/** A TCP socket of Node that reads when it is asked to. */
export class NodeTcpSocket implements TcpSocket {
  readonly #socket: Socket;
  #events!: TcpEvents;
  #wantsRead = true;
  #isPaused = false;
  #isStale = false;
  #isWaiting = false;
  #problem: string | undefined;

  constructor(socket: Socket) {
    this.#socket = socket;
    socket.on("drain", () => this.#onDrain());
    socket.on("end", () => this.#events.onEnd());
    socket.on("error", (error) => this.#problem = error.message);
    socket.on("close", () => this.#events.onClose(this.#problem));
  }

  /** Who hears what happens; before anything does. */
  reportTo(events: TcpEvents): void {
    this.#events = events;
  }

  get unwrittenBytes(): number {
    return this.#socket.writableLength;
  }

  read(): void {
    this.#wantsRead = true;
    if (!this.#isPaused) return;
    this.#isPaused = false;
    // `pause()` of an accepted socket doesn't stop reading before one more chunk has come (Node 26);
    // what comes first is that one, and not all that there is.
    this.#isStale = this.#socket.readableLength > 0;
    this.#socket.resume();
  }

  write(bytes: Uint8Array): void {
    // Node keeps what it couldn't write at once.
    const copy = Buffer.allocUnsafe(bytes.byteLength);
    copy.set(bytes);
    this.lend(copy);
  }

  lend(bytes: Uint8Array): boolean {
    this.#socket.write(bytes);
    this.#isWaiting = this.#socket.writableLength > 0;
    return !this.#isWaiting;
  }

  end(): void {
    this.#socket.end();
  }

  destroy(): void {
    this.#socket.destroy();
  }

  /** Bytes have come. */
  readonly received = (chunk: Uint8Array): void => {
    const isLast = !this.#isStale && chunk.byteLength < RECEIVE_BYTES;
    this.#isStale = false;
    this.#wantsRead = false;
    this.#events.onData(chunk, isLast);
    if (this.#wantsRead || this.#isPaused) return;
    this.#isPaused = true;
    this.#socket.pause();
  };

  #onDrain(): void {
    if (!this.#isWaiting || this.#socket.writableLength > 0) return;
    this.#isWaiting = false;
    this.#events.onDrained();
  }
}

/** Connects with `node:net`; all chunks are read into one buffer. */
export function connect({ hostname, port }: Address, events: ClientEvents): void {
  const socket = connectTcp({
    host: hostname,
    port,
    noDelay: true,
    allowHalfOpen: true,
    // One byte: whatever had to wait is followed by `drain`. The types of Node don't know it.
    ...{ writableHighWaterMark: 1 },
    onread: {
      buffer: Buffer.allocUnsafeSlow(RECEIVE_BYTES),
      callback(byteLength, buffer) {
        adapter.received(buffer.subarray(0, byteLength));
        return true;
      },
    },
  });
  const adapter = new NodeTcpSocket(socket);
  adapter.reportTo(events);
  socket.on("connect", () => events.onOpen(adapter));
}
