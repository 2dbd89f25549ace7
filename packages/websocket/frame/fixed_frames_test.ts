import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { concat, encodeFrame } from "../testing/encode_frame.ts";
import { FixedMemory } from "../testing/fixed_memory.ts";
import { isFixedPayloadSize, takeFixedFrames } from "./fixed_frames.ts";

const PAYLOAD_BYTES = 640;
const FRAME_BYTES = 648;

function payload(seed: number, byteCount = PAYLOAD_BYTES): Uint8Array {
  return Uint8Array.from({ length: byteCount }, (_, i) => i * 31 + seed * 17 + (i >>> 5));
}

function frame(seed: number, byteCount = PAYLOAD_BYTES): Uint8Array {
  const key = [seed, 0xff, seed * 3 & 0xff, 0x80];
  return encodeFrame({ opcode: 2, payload: payload(seed, byteCount), key });
}

const frames = [1, 2, 3].map((seed) => frame(seed));
const payloads = [1, 2, 3].map((seed) => payload(seed));

for (const misalignment of [0, 1, 2, 3]) {
  test(`takeFixedFrames unmasks a run that begins ${misalignment} bytes off a word`, () => {
    const memory = new FixedMemory(PAYLOAD_BYTES, 8);
    const chunk = concat(new Uint8Array(misalignment), ...frames, Uint8Array.of(0x82, 0xfe));
    const end = takeFixedFrames(memory, chunk, misalignment);
    assertEquals(end, misalignment + 3 * FRAME_BYTES);
    assertEquals(memory.payloads, payloads);
  });
}

for (const byteCount of [128, 132, 136, 140, 1280, 65_528]) {
  test(`takeFixedFrames takes payloads of ${byteCount} bytes`, () => {
    const memory = new FixedMemory(byteCount, 3);
    const chunk = concat(frame(1, byteCount), frame(2, byteCount));
    let end = takeFixedFrames(memory, chunk, 0);
    end = takeFixedFrames(memory, chunk, end);
    assertEquals([end, memory.payloads], [chunk.length, [
      payload(1, byteCount),
      payload(2, byteCount),
    ]]);
  });
}

test("takeFixedFrames stops where its sink has no room, and goes on from there", () => {
  const memory = new FixedMemory(PAYLOAD_BYTES, 2);
  const chunk = concat(...frames);
  assertEquals(takeFixedFrames(memory, chunk, 0), 2 * FRAME_BYTES);
  assertEquals(takeFixedFrames(memory, chunk, 2 * FRAME_BYTES), 2 * FRAME_BYTES);
  assertEquals(memory.payloads, payloads.slice(0, 2));
});

const key = [1, 2, 3, 4];
const others: [what: string, chunk: Uint8Array][] = [
  ["nothing", new Uint8Array(0)],
  ["a part of a frame", frame(1).subarray(0, FRAME_BYTES - 1)],
  ["a smaller payload", concat(frame(1, 636), frame(2))],
  ["a larger payload", concat(frame(1, 644), frame(2))],
  ["a payload of 640 + 256 bytes", frame(1, 896)],
  ["a text", encodeFrame({ opcode: 1, payload: payload(1), key })],
  ["a continuation", encodeFrame({ opcode: 0, payload: payload(1), key })],
  ["a fragment", encodeFrame({ opcode: 2, payload: payload(1), key, fin: false })],
  ["a reserved bit", encodeFrame({ opcode: 2, payload: payload(1), key, reserved: 4 })],
  ["an unmasked frame", encodeFrame({ opcode: 2, payload: payload(1) })],
  ["a longer length form", encodeFrame({ opcode: 2, payload: payload(1), key, lengthBits: 64 })],
];

for (const [what, chunk] of others) {
  test(`takeFixedFrames leaves ${what} to the complete path`, () => {
    const memory = new FixedMemory(PAYLOAD_BYTES, 8);
    assertEquals([takeFixedFrames(memory, chunk, 0), memory.committed], [0, 0]);
  });
}

test("isFixedPayloadSize wants words, a length in 16 bits, and room for a whole frame", () => {
  const sizes = [0, 124, 128, 130, 640, 65_528, 65_532, 0.5];
  assertEquals(sizes.filter(isFixedPayloadSize), [128, 640, 65_528]);
});
