/** What a {@linkcode WebSocketConnection} tells its owner, always within a call by the owner. */
export interface ConnectionEvents {
  /**
   * True while the owner takes no further message: `receive` returns before the next one, and says how
   * far it came. A `FixedFrameSink` has no room meanwhile.
   */
  readonly isPaused?: boolean;
  /**
   * Bytes for the peer, valid during the call: the owner writes or copies them, and calls no
   * connection meanwhile.
   */
  write(bytes: Uint8Array): void;
  /** A text message came. */
  text(message: string): void;
  /** A binary message came, valid during the call. */
  binary(message: Uint8Array): void;
  /** A pong came, asked for or not (RFC 6455 §5.5.3); its payload is valid during the call. */
  pong?(payload: Uint8Array): void;
  /**
   * The close handshake is done: the owner ends the TCP connection, the server at once, the client
   * once the server has (RFC 6455 §7.1.1). `code` is the peer's, `NO_STATUS` (1005) for none.
   */
  closed(code: number, reason: string): void;
  /**
   * The peer broke RFC 6455 or a limit, and was told so in a Close frame with `code` (1002, 1007 or
   * 1009) unless one was out already. Nothing more is read: the owner ends the TCP connection.
   */
  failed(code: number, reason: string): void;
}
