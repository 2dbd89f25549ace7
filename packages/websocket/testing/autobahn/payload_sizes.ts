import { toHex } from "../encode_frame.ts";
import { binary, continuation, text } from "./case.ts";
import type { AutobahnCase } from "./case.ts";

const SIZES = [0, 125, 126, 127, 128, 65_535, 65_536];

function bytes(size: number): Uint8Array {
  return new Uint8Array(size).fill(0xfe);
}

function fragments(message: string, size: number): string[] {
  return Array.from(
    { length: Math.ceil(message.length / size) },
    (_, i) => message.slice(i * size, (i + 1) * size),
  );
}

const pieces = fragments("*".repeat(65_536), 1300);

/** Groups 1 and 10: messages in one frame of every form of length, and in many frames. */
export const payloadSizes: readonly AutobahnCase[] = [
  ...SIZES.map((size, i): AutobahnCase => ({
    id: `1.1.${i + 1}`,
    does: `takes a text of ${size} bytes`,
    frames: [text("*".repeat(size))],
    expected: [["text", "*".repeat(size)]],
  })),
  ...SIZES.map((size, i): AutobahnCase => ({
    id: `1.2.${i + 1}`,
    does: `takes a binary message of ${size} bytes`,
    frames: [binary(bytes(size))],
    expected: [["binary", toHex(bytes(size))]],
  })),
  {
    id: "10.1.1",
    does: "takes a text of 65536 bytes in fragments of 1300",
    frames: pieces.map((piece, i) => {
      return { ...(i === 0 ? text(piece) : continuation(piece)), fin: i === pieces.length - 1 };
    }),
    expected: [["text", pieces.join("")]],
  },
];
