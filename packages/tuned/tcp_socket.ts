/**
 * One TCP connection, as the adapter of a runtime gives it. It reads only when it is asked to, so
 * that bytes can gather in the kernel.
 */
export interface TcpSocket {
  /** Bytes that were written and that the kernel hasn't taken yet. */
  readonly unwrittenBytes: number;
  /** Lets one more chunk in, now or whenever it comes. Does nothing while one is awaited. */
  read(): void;
  /** Takes bytes, in order; they may be reused when it returns. `onDrained` follows if some must wait. */
  write(bytes: Uint8Array): void;
  /** Like `write`, without a copy: false when the bytes are in use until `onDrained`. */
  lend(bytes: Uint8Array): boolean;
  /** Ends our side once everything is written (FIN). */
  end(): void;
  /** Cuts the connection; `onClose` follows. */
  destroy(): void;
}

/** What happens on a {@linkcode TcpSocket}. */
export interface TcpEvents {
  /**
   * A chunk has come, valid during the call. `isLast`: nothing more was waiting when it was read. The
   * socket reads on only when asked.
   */
  onData(chunk: Uint8Array, isLast: boolean): void;
  /** The kernel has taken everything that was written. */
  onDrained(): void;
  /** The peer has ended its side (FIN). */
  onEnd(): void;
  /** The connection is gone, or could not be made; nothing follows. `problem` is why, if known. */
  onClose(problem?: string): void;
}

/** Connects to `hostname`:`port` over TCP. `onOpen` is called later, with the socket, or `onClose`. */
export type Connect = (address: Address, events: ClientEvents) => void;

/** Whom to connect to. */
export interface Address {
  readonly hostname: string;
  readonly port: number;
}

/** What happens on a connection of ours. */
export interface ClientEvents extends TcpEvents {
  onOpen(socket: TcpSocket): void;
}
