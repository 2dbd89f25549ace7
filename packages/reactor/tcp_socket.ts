import type { TcpEvents, TcpSocket } from "@stt-bench/tuned";
import { errnoName, isTemporary } from "./errno.ts";
import { linux } from "./libc.ts";
import type { Watch } from "./poller.ts";
import { RECEIVE_BYTES } from "./reactor.ts";
import type { Reactor, Reader } from "./reactor.ts";

const { EPOLLIN, EPOLLOUT, EPOLLERR, EPOLLHUP, MSG_NOSIGNAL, SHUT_WR } = linux;

/**
 * A TCP socket on libc that reads when it is asked to.
 *
 * Hot path: a chunk of many frames costs one `recv` and one view of the reactor's memory; a frame
 * allocates nothing.
 */
export class ReactorTcpSocket implements TcpSocket, Reader {
  readonly #fd: number;
  readonly #reactor: Reactor;
  readonly #watch: Watch;
  #events: TcpEvents | undefined;
  readonly #queue: Uint8Array[] = [];
  #unwrittenBytes = 0;
  #wantsRead = false;
  /** Is it about to be received, by this turn or by `epoll`? */
  #isDue = false;
  #isReceiving = false;
  /** Nothing more was waiting when it was last read. */
  #isDry = false;
  #isEnding = false;
  #isClosed = false;

  /** Owns the non-blocking socket `fd`. */
  constructor(fd: number, reactor: Reactor) {
    this.#fd = fd;
    this.#reactor = reactor;
    this.#watch = reactor.watch(fd, this);
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
    if (this.#isReceiving) return;
    this.#willReceive();
  }

  write(bytes: Uint8Array): void {
    const written = this.#send(bytes);
    if (written < bytes.byteLength) this.#enqueue(bytes.slice(written));
  }

  lend(bytes: Uint8Array): boolean {
    const written = this.#send(bytes);
    if (written === bytes.byteLength) return true;
    this.#enqueue(bytes.subarray(written));
    return false;
  }

  end(): void {
    this.#isEnding = true;
    if (this.#unwrittenBytes === 0) this.#shutdown();
  }

  destroy(): void {
    this.#close(undefined);
  }

  /** One chunk, if there is one; otherwise it is waited for. */
  receive(): void {
    this.#isDue = false;
    if (this.#isClosed || !this.#wantsRead) return;
    const { libc, chunk } = this.#reactor;
    let byteLength = libc.recv(this.#fd, chunk, RECEIVE_BYTES, 0);
    if (byteLength < 0) byteLength = this.#receiveAgain();
    if (byteLength < 0) return this.#arm();
    this.#wantsRead = false;
    if (byteLength === 0) return this.#events?.onEnd();
    this.#isDry = byteLength < RECEIVE_BYTES;
    this.#isReceiving = true;
    this.#events?.onData(chunk.subarray(0, byteLength), this.#isDry);
    this.#isReceiving = false;
    if (this.#wantsRead) this.#readOn();
  }

  /** The kernel has something to read, takes bytes again, or has an error for us. */
  onReady(events: number): void {
    this.#watch.fired();
    if ((events & (EPOLLOUT | EPOLLERR | EPOLLHUP)) !== 0) this.#sendQueue();
    if (this.#wantsRead && (events & (EPOLLIN | EPOLLERR | EPOLLHUP)) !== 0) this.#willReceive();
    this.#arm();
  }

  #willReceive(): void {
    if (this.#isDue || this.#isClosed) return;
    this.#isDue = true;
    this.#reactor.willReceive(this);
  }

  /** After a chunk that was all there was, the kernel is asked to tell of the next one. */
  #readOn(): void {
    if (this.#isDry) this.#arm();
    else this.#willReceive();
  }

  #receiveAgain(): number {
    const { libc, chunk } = this.#reactor;
    const code = errnoName(libc.errno());
    if (isTemporary(code)) return -1;
    return this.#believe(`recv: ${code}`, libc.recv(this.#fd, chunk, RECEIVE_BYTES, 0));
  }

  #sendAgain(memory: Uint8Array, byteLength: number): number {
    const { libc } = this.#reactor;
    const code = errnoName(libc.errno());
    if (isTemporary(code)) return -1;
    return this.#believe(`send: ${code}`, libc.send(this.#fd, memory, byteLength, MSG_NOSIGNAL));
  }

  /**
   * What a call that has failed came to when it was made again: −1 when it must be made later. Only an
   * error that is still one then ends the connection: `errno` may not have been the first call's
   * (objection 2 in `mod.ts`). Behind a reset, which is told once, follows the end, 0.
   */
  #believe(problem: string, result: number): number {
    if (result > 0) return result;
    const isError = result === 0 || !isTemporary(errnoName(this.#reactor.libc.errno()));
    if (isError) this.#close(problem);
    return -1;
  }

  /** Waits for what is wanted and not about to happen anyway. */
  #arm(): void {
    if (this.#isClosed) return;
    const reads = this.#wantsRead && !this.#isDue ? EPOLLIN : 0;
    const writes = this.#unwrittenBytes > 0 ? EPOLLOUT : 0;
    if ((reads | writes) !== 0) this.#watch.arm(reads | writes);
  }

  /** How many bytes the kernel takes; none while others wait, all when nobody will ever get them. */
  #send(bytes: Uint8Array): number {
    if (this.#isClosed) return bytes.byteLength;
    if (this.#unwrittenBytes > 0) return 0;
    const { libc } = this.#reactor;
    const memory = this.#reactor.outsideOfHeap(bytes);
    const sent = libc.send(this.#fd, memory, bytes.byteLength, MSG_NOSIGNAL);
    if (sent >= 0) return sent;
    const later = this.#sendAgain(memory, bytes.byteLength);
    return this.#isClosed ? bytes.byteLength : Math.max(0, later);
  }

  #enqueue(bytes: Uint8Array): void {
    this.#queue.push(bytes);
    this.#unwrittenBytes += bytes.byteLength;
    this.#arm();
  }

  #sendQueue(): void {
    if (this.#unwrittenBytes === 0) return;
    let waiting = this.#unwrittenBytes;
    // Zero, so that `#send` sends.
    this.#unwrittenBytes = 0;
    for (let next = this.#queue.shift(); next !== undefined; next = this.#queue.shift()) {
      const sent = this.#send(next);
      waiting -= sent;
      if (sent < next.byteLength) {
        this.#queue.unshift(next.subarray(sent));
        this.#unwrittenBytes = waiting;
        return;
      }
    }
    if (this.#isClosed) return;
    if (this.#isEnding) this.#shutdown();
    this.#events?.onDrained();
  }

  /** What follows is heard by `epoll`, also when it fails: the peer was faster. */
  #shutdown(): void {
    if (!this.#isClosed) this.#reactor.libc.shutdown(this.#fd, SHUT_WR);
  }

  /** Later: who asks for it, or writes, does not expect to hear of it at once. */
  #close(problem: string | undefined): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#watch.end();
    this.#reactor.libc.close(this.#fd);
    queueMicrotask(() => this.#events?.onClose(problem));
  }
}
