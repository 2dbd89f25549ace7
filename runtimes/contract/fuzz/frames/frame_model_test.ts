import { Buffer } from "node:buffer";
import { test } from "node:test";
import { assertEquals } from "@std/assert";
import * as fc from "fast-check";
import type { Allowances } from "../allowances.ts";
import { allowancesOf } from "../allowances.ts";
import { audioMessage, control } from "./arbitrary_frames.ts";
import { FrameModel } from "./frame_model.ts";
import { frameOf } from "./frame_spec.ts";
import type { FrameSpec, PayloadSpec } from "./frame_spec.ts";

const [CONTINUATION, TEXT, BINARY, CLOSE, PING, PONG] = [0, 1, 2, 8, 9, 10];
const NONE: Allowances = {};
const DENO = allowancesOf("deno");

function frame(opcode: number, payload: PayloadSpec, more: Partial<FrameSpec> = {}): Buffer {
  return frameOf({ opcode, payload, mask: 0x01020304, ...more });
}

const zeros = (times: number) => ({ byte: 0, times });
const start = frame(TEXT, { text: '{"type":"start"}' });
const audio = frame(BINARY, { audio: 1 });
const notFinal = { fin: false };

/** What follows a start message and a frame of audio, and what must come of it. */
const afterStart: [what: string, Buffer[], outcome: string, onDeno?: string][] = [
  ["nothing", [], "open"],
  ["a ping", [frame(PING, { text: "a" }), audio], "open, pong a, 2 frames"],
  ["a pong", [frame(PONG, { text: "a" })], "open"],
  ["half a frame", [audio.subarray(0, 300)], "inside"],
  ["half a header", [audio.subarray(0, 1)], "inside"],
  [
    "fragments with a ping between",
    [
      frame(BINARY, { audio: 2, to: 7 }, notFinal),
      frame(PING, { text: "a" }),
      frame(CONTINUATION, { audio: 2, from: 7 }),
    ],
    "open, pong a, 2 frames",
  ],
  ["text", [frame(TEXT, { text: "a" }), audio], "1002"],
  ["639 bytes", [frame(BINARY, zeros(639))], "1003"],
  ["8192 bytes", [frame(BINARY, zeros(8192))], "1003"],
  ["8193 bytes", [frame(BINARY, zeros(8193))], "1009"],
  [
    "8193 bytes that don't come",
    [frame(BINARY, zeros(0), { announcedLength: 8193n })],
    "1009",
    "inside or 1009",
  ],
  [
    "8193 bytes in fragments",
    [frame(BINARY, zeros(8192), notFinal), frame(CONTINUATION, zeros(1))],
    "1009",
  ],
  ["2⁶³ bytes", [frame(BINARY, zeros(0), { announcedLength: 1n << 63n })], "1002 1009", "1002"],
  ["no mask", [frame(BINARY, { audio: 2 }, { masked: false })], "1002", "open, 2 frames"],
  ["a reserved bit", [frame(BINARY, { audio: 2 }, { reserved: 4 })], "1002"],
  ["a reserved opcode", [frame(3, zeros(1))], "1002"],
  ["a continuation of nothing", [frame(CONTINUATION, zeros(1))], "1002"],
  [
    "a message in a message",
    [frame(BINARY, zeros(1), notFinal), frame(BINARY, { audio: 2 })],
    "1002",
  ],
  [
    "fragments in a message",
    [
      frame(BINARY, zeros(1), notFinal),
      frame(BINARY, { audio: 2, to: 1 }, notFinal),
      frame(CONTINUATION, { audio: 2, from: 1 }),
    ],
    "1002",
    "open, 2 frames",
  ],
  ["a ping in fragments", [frame(PING, zeros(0), notFinal)], "1002"],
  ["a ping of 126 bytes", [frame(PING, zeros(126))], "1002"],
  ["a pong of 126 bytes", [frame(PONG, zeros(126))], "1002", "open"],
  ["a Close", [frame(CLOSE, { code: 4000, reason: "bye" }), audio], "4000"],
  ["a Close without a code", [frame(CLOSE, zeros(0))], "none 1000"],
  ["a Close of one byte", [frame(CLOSE, zeros(1))], "1002"],
  ["a Close with 1005", [frame(CLOSE, { code: 1005, reason: "" })], "1002"],
  ["a Close with 1014", [frame(CLOSE, { code: 1014, reason: "" })], "1014", "1002"],
  [
    "a Close that is no text",
    [frame(CLOSE, { code: 1000, reason: { noise: 1, length: 9 } })],
    "1007",
  ],
  ["no UTF-8", [frame(TEXT, { latin1: "\xff" })], "1007"],
  ["no UTF-8 in a fragment", [frame(TEXT, { latin1: "\xff" }, notFinal)], "open or 1007"],
  ["half a character in a fragment", [frame(TEXT, { latin1: "\xc3" }, notFinal)], "open"],
  [
    "a character that is cut in fragments",
    [frame(TEXT, { latin1: "a" }, notFinal), frame(CONTINUATION, { latin1: "\xe2\x82" })],
    "1007",
    "1002",
  ],
  [
    "a length in 64 bits",
    [frame(PING, { text: "a" }, { lengthBits: 64 })],
    "open, pong a or 1002",
  ],
  [
    "a ping behind text",
    [frame(TEXT, { text: "a" }), frame(PING, { text: "a" })],
    "1002",
    "1002, perhaps pong a",
  ],
];

/** The outcomes that are predicted, the one at the end of the bytes first; one frame is the rule. */
function outcomes(bytes: Buffer, allowances: Allowances): string {
  const { last, early, isInside } = FrameModel.predict(bytes, allowances);
  const endings = [last, ...early].map(({ codes, pongs, duePongs, frames }, i) => {
    const end = codes.map((code) => code ?? "none").join(" ");
    return [
      end || (i === 0 && isInside ? "inside" : "open"),
      ...pongs.map((pong, i) => `${i < duePongs ? "" : "perhaps "}pong ${pong}`),
      ...(frames === 1 ? [] : [`${frames} frames`]),
    ].join(", ");
  });
  return [...new Set(endings)].join(" or ");
}

for (const [what, frames, expected, onDeno = expected] of afterStart) {
  test(`FrameModel predicts "${expected}" for ${what}, on Deno "${onDeno}"`, () => {
    const bytes = Buffer.concat([start, audio, ...frames]);
    assertEquals(outcomes(bytes, NONE), expected);
    assertEquals(outcomes(bytes, DENO), onDeno);
  });
}

test("FrameModel predicts 1002 for a first message that is no start", () => {
  for (const first of [audio, frame(TEXT, { text: "{}" })]) {
    assertEquals(outcomes(first, NONE), "1002, 0 frames");
  }
});

test("FrameModel accepts everything from clients that keep to the protocol", () => {
  const legal = fc.array(fc.oneof(audioMessage, control.map((frame) => [frame])));
  fc.assert(fc.property(legal, (groups) => {
    const bytes = Buffer.concat([start, ...groups.flat().map(frameOf)]);
    for (const allowances of [NONE, DENO]) {
      const { last, early, isInside, audio } = FrameModel.predict(bytes, allowances);
      const sent = groups.filter(([first]) => first!.opcode === BINARY).length;
      assertEquals([last.codes, early, isInside, audio.length], [[], [], false, sent]);
    }
  }));
});
