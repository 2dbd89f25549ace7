/** Where to connect to. */
export interface Target {
  readonly hostname: string;
  readonly port: number;
  /** TLS, for `wss://`. */
  readonly tls: boolean;
}

/** The target of a `ws://` or `wss://` URL. */
export function targetOf(url: URL): Target {
  const tls = url.protocol === "wss:";
  return {
    hostname: url.hostname.replace(/^\[(.*)\]$/, "$1"),
    port: url.port === "" ? (tls ? 443 : 80) : Number(url.port),
    tls,
  };
}

/** One TCP connection, without Nagle's delay. None of its methods throws. */
export interface Connection {
  /**
   * Hands bytes to the kernel and returns whether it took all of them. If not, the transport keeps
   * the rest without a copy (so `bytes` must not change) and says `drained()` when that is gone as
   * well; until then nothing more may be written.
   */
  write(bytes: Uint8Array): boolean;
  /** Closes our half, after what was written. */
  end(): void;
  /** Cuts the connection, also one that is still being made. The handler hears no more. */
  destroy(): void;
}

/** Hears of one connection. */
export interface ConnectionHandler {
  /** It is made, TLS included. */
  opened(): void;
  /** Bytes came; they are valid only during the call. */
  received(bytes: Uint8Array): void;
  /** What {@linkcode Connection.write} could not hand over is now with the kernel. */
  drained(): void;
  /**
   * It is gone, or was never made; the last call, possibly from within `write` or `end`. `problem` is
   * undefined when one of the two just closed it.
   */
  closed(problem: string | undefined): void;
}

/** Makes connections; the only thing here that differs between runtimes. */
export interface Transport {
  /** Starts to connect. The handler is called later, never before this returns. */
  connect(target: Target, handler: ConnectionHandler): Connection;
}
