/** The WebSocket close codes that a gateway sends (RFC 6455 §7.4.1 and the IANA registry). */
export const CloseCode = {
  /** Answer to a normal close. */
  normal: 1000,
  /** The drain deadline has passed. */
  goingAway: 1001,
  /** A message or a frame that breaks the protocol. */
  protocolError: 1002,
  /** A binary message that is not one PCM frame. */
  unsupportedData: 1003,
  /** Text that is not UTF-8. */
  invalidPayload: 1007,
  /** No start in time, too many frames, or a client that does not read or says nothing. */
  policyViolation: 1008,
  /** A message over the limit. */
  messageTooBig: 1009,
  /** A bug in the gateway. */
  internalError: 1011,
  /** The gateway restarts: come back. */
  serviceRestart: 1012,
  /** The gateway is overloaded: come back later. */
  tryAgainLater: 1013,
} as const;

/** One of the codes in {@linkcode CloseCode}. */
export type CloseCode = (typeof CloseCode)[keyof typeof CloseCode];

/** The reasons that go with the codes; each is at most 123 bytes (RFC 6455 §5.5). */
export const CloseReason = {
  badStart: "first message must be start",
  textAfterStart: "expected binary PCM frames after start",
  badFrameSize: "expected 640 byte PCM frame",
  messageTooBig: "message too big",
  noStart: "no start message",
  notReading: "client does not read",
  frameRate: "frame rate",
  idle: "client is silent",
  overloaded: "overloaded",
  restart: "service restart",
  drainDeadline: "drain deadline",
  internalError: "internal error",
} as const;
