import { Buffer } from "node:buffer";
import type { Address, ClientEvents, TcpEvents, TcpSocket } from "@stt-bench/tuned";

/** For a client that says little: it waits with its next buffer in hand. */
const SMALL_BYTES = 2 * 1024;
/** For one that streams: 100 frames. A chunk that fills its buffer may not be all. */
const LARGE_BYTES = 64 * 1024;
/** Free large buffers that are kept: more than reads finish in one moment. */
const MAX_FREE = 64;

/** Large buffers that no read uses. */
const free: Buffer[] = [];

/** A TCP connection of Deno that reads when it is asked to. */
export class DenoTcpSocket implements TcpSocket {
  readonly #conn: Deno.TcpConn;
  #events!: TcpEvents;
  #isReading = false;
  #isStreaming = false;
  #isClosed = false;
  #isEnding = false;
  #queue: Uint8Array[] = [];
  #unwrittenBytes = 0;

  constructor(conn: Deno.TcpConn) {
    this.#conn = conn;
    conn.setNoDelay(true);
  }

  /** Who hears what happens; before anything does. */
  reportTo(events: TcpEvents): void {
    this.#events = events;
  }

  get unwrittenBytes(): number {
    return this.#unwrittenBytes;
  }

  read(): void {
    if (this.#isReading || this.#isClosed) return;
    this.#isReading = true;
    this.#readChunk();
  }

  write(bytes: Uint8Array): void {
    this.lend(bytes.slice());
  }

  /** Deno writes after this turn of the event loop, so that the bytes are always in use for a while. */
  lend(bytes: Uint8Array): boolean {
    const isIdle = this.#unwrittenBytes === 0;
    this.#unwrittenBytes += bytes.byteLength;
    this.#queue.push(bytes);
    if (isIdle) this.#writeQueue();
    return false;
  }

  end(): void {
    this.#isEnding = true;
    if (this.#unwrittenBytes === 0) this.#closeWrite();
  }

  destroy(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#conn.close();
    queueMicrotask(() => this.#events.onClose());
  }

  async #readChunk(): Promise<void> {
    const buffer = this.#isStreaming
      ? free.pop() ?? Buffer.allocUnsafeSlow(LARGE_BYTES)
      : Buffer.allocUnsafeSlow(SMALL_BYTES);
    try {
      const byteLength = await this.#conn.read(buffer);
      this.#isReading = false;
      if (this.#isClosed) return;
      if (byteLength === null) return this.#events.onEnd();
      this.#isStreaming = byteLength > SMALL_BYTES / 2;
      this.#events.onData(buffer.subarray(0, byteLength), byteLength < buffer.byteLength);
    } catch (error) {
      this.#fail(error);
    } finally {
      if (buffer.byteLength === LARGE_BYTES && free.length < MAX_FREE) free.push(buffer);
    }
  }

  async #writeQueue(): Promise<void> {
    try {
      while (this.#queue.length > 0) {
        const bytes = this.#takeQueue();
        for (let start = 0; start < bytes.byteLength;) {
          start += await this.#conn.write(bytes.subarray(start));
        }
        this.#unwrittenBytes -= bytes.byteLength;
      }
    } catch (error) {
      return this.#fail(error);
    }
    if (this.#isEnding) this.#closeWrite();
    if (!this.#isClosed) this.#events.onDrained();
  }

  /** What waits behind a write goes out in one further write: a copy costs less than an operation. */
  #takeQueue(): Uint8Array {
    const queue = this.#queue;
    this.#queue = [];
    if (queue.length === 1) return queue[0]!;
    const all = new Uint8Array(queue.reduce((sum, { byteLength }) => sum + byteLength, 0));
    let offset = 0;
    for (const bytes of queue) {
      all.set(bytes, offset);
      offset += bytes.byteLength;
    }
    return all;
  }

  #closeWrite(): void {
    this.#conn.closeWrite().catch(() => {
      // The peer was faster; reading says so.
    });
  }

  #fail(error: unknown): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#conn.close();
    this.#events.onClose(error instanceof Error ? error.message : String(error));
  }
}

/** Connects with `Deno.connect`. */
export async function connect(address: Address, events: ClientEvents): Promise<void> {
  try {
    const socket = new DenoTcpSocket(await Deno.connect(address));
    socket.reportTo(events);
    events.onOpen(socket);
  } catch (error) {
    events.onClose(error instanceof Error ? error.message : String(error));
  }
}
