/** How a peer broke RFC 6455 or a limit, as the Close frame tells it. */
export interface Violation {
  /** RFC 6455 §7.4.1: 1002 protocol error, 1007 text that isn't UTF-8, 1009 message too big. */
  readonly code: 1002 | 1007 | 1009;
  /** For people; it fits into a Close frame (123 bytes). */
  readonly reason: string;
}

function protocolError(reason: string): Violation {
  return { code: 1002, reason };
}

/** Every violation that a frame or a message can commit. */
export const violations = {
  reservedBit: protocolError("Expected reserved bits 0, got 1"),
  reservedOpcode: protocolError("Expected an opcode of RFC 6455, got a reserved one"),
  unmasked: protocolError("Expected a masked frame from a client, got an unmasked one"),
  masked: protocolError("Expected an unmasked frame from a server, got a masked one"),
  fragmentedControl: protocolError("Expected a control frame in one piece, got a fragment"),
  longControl: protocolError("Expected at most 125 bytes in a control frame, got more"),
  longLengthForm: protocolError("Expected the payload length in its shortest form"),
  lengthTopBit: protocolError("Expected the top bit of a 64-bit length 0, got 1"),
  nothingToContinue: protocolError("Expected a message's first frame, got a continuation"),
  messageInMessage: protocolError("Expected a continuation, got another message's first frame"),
  shortClosePayload: protocolError("Expected a Close frame with 0 or at least 2 bytes, got 1"),
  closeCode: protocolError("Expected a close code that may be sent, got another"),
  closeReason: { code: 1007, reason: "Expected a close reason in UTF-8" },
  text: { code: 1007, reason: "Expected a text message in UTF-8" },
  messageTooBig: { code: 1009, reason: "Expected a smaller message" },
  emptyFrames: { code: 1009, reason: "Expected fewer empty frames in a message" },
} as const satisfies Record<string, Violation>;
