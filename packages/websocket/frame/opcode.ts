/** Opcodes of RFC 6455 §5.2; all others are reserved. */
export const Opcode = {
  continuation: 0x0,
  text: 0x1,
  binary: 0x2,
  close: 0x8,
  ping: 0x9,
  pong: 0xa,
} as const;

/** One of {@linkcode Opcode}. */
export type Opcode = (typeof Opcode)[keyof typeof Opcode];

/** An opcode that a whole message has. */
export type MessageOpcode = typeof Opcode.text | typeof Opcode.binary;

/** Is a frame of `opcode` a control frame (RFC 6455 §5.5)? */
export function isControl(opcode: number): boolean {
  return (opcode & 0x8) !== 0;
}
