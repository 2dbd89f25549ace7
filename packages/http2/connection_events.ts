/** What a connection tells its owner; none of these may throw. */
export interface ConnectionEvents {
  /**
   * Bytes for the server, after all before them. False: they are still in use, until `drained` is
   * called. True: they are written, or copied.
   */
  write(bytes: Uint8Array): boolean;
  /** There is room for a request, for the first time or again. */
  room(): void;
  /** No further request can be posted; `problem` is why. Those under way may still be answered. */
  gone(problem: string): void;
  /** Nothing more will happen: the socket can be closed. Comes after `gone`, once. */
  over(): void;
  /** The server has answered a PING. */
  pong?(): void;
}
