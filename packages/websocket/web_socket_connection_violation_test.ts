import { test } from "node:test";
import { assert, assertEquals } from "@std/assert";
import { violations } from "./frame/violation.ts";
import { concat, encodeFrame, KEY } from "./testing/encode_frame.ts";
import type { FrameSpec } from "./testing/encode_frame.ts";
import { record } from "./testing/recorded_connection.ts";
import type { Role } from "./testing/recorded_connection.ts";
import { splits } from "./testing/splits.ts";

/** Longest message that the connections of this file take. */
const MAX_MESSAGE_BYTES = 1000;

/** The frames that commit each violation; the last one does. */
const cases: Record<keyof typeof violations, readonly (readonly FrameSpec[])[]> = {
  reservedBit: [[{ opcode: 1, reserved: 4 }], [{ opcode: 10, reserved: 1 }]],
  reservedOpcode: [3, 7, 11, 15].map((opcode) => [{ opcode }]),
  unmasked: [],
  masked: [],
  fragmentedControl: [8, 9, 10].map((opcode) => [{ opcode, fin: false }]),
  longControl: [8, 9, 10].map((opcode) => [{ opcode, payload: new Uint8Array(126) }]),
  longLengthForm: [
    [{ opcode: 2, payload: "a", lengthBits: 16 }],
    [{ opcode: 2, payload: new Uint8Array(125), lengthBits: 16 }],
    [{ opcode: 2, payload: "a", lengthBits: 64 }],
    [{ opcode: 2, announced: 65_535n, lengthBits: 64 }],
  ],
  lengthTopBit: [[{ opcode: 2, announced: 1n << 63n }], [{
    opcode: 1,
    announced: (1n << 64n) - 1n,
  }]],
  nothingToContinue: [[{ opcode: 0 }], [{ opcode: 1 }, { opcode: 0, fin: false }]],
  messageInMessage: [[{ opcode: 1, fin: false }, { opcode: 2 }]],
  shortClosePayload: [[{ opcode: 8, payload: "a" }]],
  closeCode: [[{ opcode: 8, payload: Uint8Array.of(3, 237) }]],
  closeReason: [[{ opcode: 8, payload: Uint8Array.of(3, 232, 0xff) }]],
  text: [
    [{ opcode: 1, payload: Uint8Array.of(0xc0) }],
    [{ opcode: 1, payload: Uint8Array.of(0xc3), fin: false }, { opcode: 0 }],
  ],
  messageTooBig: [
    [{ opcode: 2, announced: 1001n }],
    [{ opcode: 1, announced: 65_536n }],
    [{ opcode: 2, announced: (1n << 63n) - 1n }],
    [{ opcode: 2, payload: new Uint8Array(600), fin: false }, { opcode: 0, announced: 401n }],
  ],
  emptyFrames: [[{ opcode: 2, fin: false }, ...Array(128).fill({ opcode: 0, fin: false })]],
};

function check(role: Role, frames: readonly FrameSpec[], name: keyof typeof violations) {
  const { code } = violations[name];
  const bytes = concat(...frames.map((frame) => encodeFrame(frame)));
  for (const chunks of splits(bytes)) {
    const recorded = record(role, chunks, { maxMessageBytes: MAX_MESSAGE_BYTES });
    assertEquals(recorded.slice(-2), [["sent close", code], ["failed", code]]);
    assert(recorded.slice(0, -2).every(([event]) => event === "text"));
  }
}

for (const [key, sequences] of Object.entries(cases)) {
  const name = key as keyof typeof violations;
  for (const [i, frames] of sequences.entries()) {
    test(`WebSocketConnection fails with ${violations[name].code} on ${name}, case ${i}`, () => {
      check("server", frames.map((frame) => ({ ...frame, key: KEY })), name);
      check("client", frames, name);
    });
  }
}

test("WebSocketConnection fails with 1002 as a server when a frame is unmasked", () => {
  for (const opcode of [1, 2, 8, 9]) check("server", [{ opcode }], "unmasked");
});

test("WebSocketConnection fails with 1002 as a client when a frame is masked", () => {
  for (const opcode of [1, 2, 8, 9]) check("client", [{ opcode, key: KEY }], "masked");
});

test("Every violation's reason fits into a Close frame", () => {
  for (const { reason } of Object.values(violations)) assert(reason.length <= 123, reason);
});
