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
  /** Does the kernel take what is written? If not, it is counted as unwritten. */
  takesAtOnce = true;
  /** Called after each thing that is done to it. */
  onAction: () => void = () => {};

  read(): void {
    if (!this.isReading) this.reads++;
    this.isReading = true;
    this.onAction();
  }

  write(bytes: Uint8Array): void {
    const written = new Uint8Array(this.written.length + bytes.length);
    written.set(this.written);
    written.set(bytes, this.written.length);
    this.written = written;
    if (!this.takesAtOnce) this.unwrittenBytes += bytes.length;
    this.onAction();
  }

  lend(bytes: Uint8Array): boolean {
    this.write(bytes);
    return this.takesAtOnce;
  }

  end(): void {
    this.isEnded = true;
    this.onAction();
  }

  destroy(): void {
    this.isDestroyed = true;
    this.onAction();
  }

  /** Forgets what was written, and returns it. */
  takeWritten(): Uint8Array {
    const bytes = this.written;
    this.written = new Uint8Array();
    return bytes;
  }
}
