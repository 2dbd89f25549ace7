import type { TcpSocket } from "../tcp_socket.ts";

/** A socket that records what is done to it, and whose bytes the test delivers. */
export class FakeTcpSocket implements TcpSocket {
  /** Is a chunk awaited? */
  isReading = false;
  /** How often a chunk was asked for that wasn't awaited already. */
  reads = 0;
  isEnded = false;
  isDestroyed = false;
  /** What was written, as one. */
  written = new Uint8Array();
  unwrittenBytes = 0;
  /** What {@linkcode lend} returns. */
  takesAtOnce = true;

  read(): void {
    if (!this.isReading) this.reads++;
    this.isReading = true;
  }

  write(bytes: Uint8Array): void {
    this.written = new Uint8Array([...this.written, ...bytes]);
  }

  lend(bytes: Uint8Array): boolean {
    this.write(bytes);
    return this.takesAtOnce;
  }

  end(): void {
    this.isEnded = true;
  }

  destroy(): void {
    this.isDestroyed = true;
  }

  /** Forgets what was written, and returns it. */
  takeWritten(): Uint8Array {
    const bytes = this.written;
    this.written = new Uint8Array();
    return bytes;
  }
}
