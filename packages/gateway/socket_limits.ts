/** Connections that may wait to be accepted; the kernel caps it at `somaxconn`. */
export const LISTEN_BACKLOG = 4096;

/** What may wait inside a session's socket, pongs included; the outbox alone holds much less. */
export const MAX_UNWRITTEN_BYTES: number = 64 * 1024;
