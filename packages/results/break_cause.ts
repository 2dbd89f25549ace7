/**
 * Why a session broke. Each broken session counts once, under the first cause that struck; the
 * value says which of the existing counters it adds to.
 */
export const BREAK_CAUSES = {
  connect_timeout: "timeouts.connect",
  connect_failed: "protocol_errors",
  handshake_failed: "protocol_errors",
  protocol_violation: "protocol_errors",
  closed_by_gateway: "protocol_errors",
  connection_lost: "protocol_errors",
  send_timeout: "timeouts.send",
  session_timeout: "timeouts.session",
  close_timeout: "timeouts.close",
} as const;

/** One key of {@linkcode BREAK_CAUSES}. */
export type BreakCause = keyof typeof BREAK_CAUSES;
