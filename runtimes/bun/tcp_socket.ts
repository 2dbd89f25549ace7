import type { Address, ClientEvents, TcpEvents, TcpSocket } from "@stt-bench/tuned";

/** What Bun 1.4 reads at a time; a chunk of this size may not be all. */
const RECEIVE_BYTES = 512 * 1024;

/** A socket of `Bun.listen` or `Bun.connect`, which carries its adapter as `data`. */
type Socket = Bun.Socket<BunTcpSocket>;

/**
 * A TCP socket of Bun that reads when it is asked to. `pause()` takes effect at once: a paused socket
 * costs no wake-ups.
 */
export class BunTcpSocket implements TcpSocket {
  readonly #socket: Socket;
  #events!: TcpEvents;
  readonly #queue: Uint8Array[] = [];
  #unwrittenBytes = 0;
  #wantsRead = true;
  #isPaused = false;
  #isEnding = false;

  constructor(socket: Socket) {
    this.#socket = socket;
    socket.setNoDelay(true);
  }

  /** Who hears what happens; before anything does. */
  reportTo(events: TcpEvents): void {
    this.#events = events;
  }

  get unwrittenBytes(): number {
    return this.#unwrittenBytes;
  }

  read(): void {
    this.#wantsRead = true;
    if (!this.#isPaused) return;
    this.#isPaused = false;
    this.#socket.resume();
  }

  write(bytes: Uint8Array): void {
    const written = this.#tryWrite(bytes);
    if (written < bytes.byteLength) this.#enqueue(bytes.slice(written));
  }

  lend(bytes: Uint8Array): boolean {
    const written = this.#tryWrite(bytes);
    if (written === bytes.byteLength) return true;
    this.#enqueue(bytes.subarray(written));
    return false;
  }

  end(): void {
    this.#isEnding = true;
    // `end()` would close both directions (Bun 1.4).
    if (this.#unwrittenBytes === 0) this.#socket.shutdown();
  }

  destroy(): void {
    this.#socket.terminate();
  }

  /** Bytes have come. */
  received(chunk: Uint8Array): void {
    this.#wantsRead = false;
    this.#events.onData(chunk, chunk.byteLength < RECEIVE_BYTES);
    if (this.#wantsRead || this.#isPaused) return;
    this.#isPaused = true;
    this.#socket.pause();
  }

  /** The kernel takes bytes again; Bun says so after each `resume()`, too. */
  writable(): void {
    if (this.#unwrittenBytes === 0) return;
    for (let next = this.#queue.shift(); next !== undefined; next = this.#queue.shift()) {
      const written = Math.max(0, this.#socket.write(next));
      this.#unwrittenBytes -= written;
      if (written < next.byteLength) {
        this.#queue.unshift(next.subarray(written));
        return;
      }
    }
    if (this.#isEnding) this.#socket.shutdown();
    this.#events.onDrained();
  }

  /** The peer has ended its side. */
  ended(): void {
    this.#events.onEnd();
  }

  /** The connection is gone. */
  closed(problem: string | undefined): void {
    this.#events.onClose(problem);
  }

  /** How many bytes the kernel takes; none while others wait, or when the socket is closed. */
  #tryWrite(bytes: Uint8Array): number {
    return this.#unwrittenBytes > 0 ? 0 : Math.max(0, this.#socket.write(bytes));
  }

  #enqueue(bytes: Uint8Array): void {
    this.#queue.push(bytes);
    this.#unwrittenBytes += bytes.byteLength;
  }
}

/** What Bun tells about a socket, passed on to its adapter. */
export const handlers = {
  data: ({ data }, chunk) => data.received(chunk),
  drain: ({ data }) => data.writable(),
  end: ({ data }) => data.ended(),
  close: ({ data }, error) => data.closed(error?.message),
  // `close` follows.
  error() {},
} satisfies Bun.SocketHandler<BunTcpSocket>;

/** Connects with `Bun.connect`. */
export function connect(address: Address, events: ClientEvents): void {
  Bun.connect<BunTcpSocket>({
    ...address,
    allowHalfOpen: true,
    socket: {
      ...handlers,
      open(socket) {
        const adapter = socket.data = new BunTcpSocket(socket);
        adapter.reportTo(events);
        events.onOpen(adapter);
      },
      connectError: (_socket, error) => events.onClose(error.message),
    },
  }).catch(() => {
    // `connectError` has said so.
  });
}
