import { test } from "node:test";
import { assert, assertEquals, assertNotEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { readClientFrame } from "../testing/server_frame.ts";
import {
  clientFrame,
  clientHeaderBytes,
  closeFrame,
  Opcode,
  randomMasks,
  writeClientFrame,
} from "./client_frame.ts";

test("writeClientFrame writes the masked Hello of RFC 6455 §5.7", () => {
  const target = new Uint8Array(13);
  const hello = new TextEncoder().encode("Hello");
  const end = writeClientFrame(
    target,
    1,
    Opcode.text,
    hello,
    Uint8Array.of(0x37, 0xfa, 0x21, 0x3d),
  );
  assertEquals(end, 12);
  assertEquals(hex(target), "00818537fa213d7f9f4d515800");
});

test("clientFrame holds the payload of any length, masked", () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 700 }), (payload) => {
    const frame = clientFrame(Opcode.binary, payload);
    assertEquals(frame.length, clientHeaderBytes(payload.length) + payload.length);
    assertEquals(readClientFrame(frame), { opcode: 2, payload });
  }));
});

for (const length of [0, 125, 126, 640, 65_535]) {
  test(`clientFrame writes a payload of ${length} bytes in the shortest form`, () => {
    const payload = new Uint8Array(length).fill(7);
    const frame = clientFrame(Opcode.binary, payload);
    assertEquals(frame.length, length + (length < 126 ? 6 : 8));
    assertEquals(readClientFrame(frame).payload, payload);
  });
}

test("clientFrame refuses a payload that needs a longer form", () => {
  assertThrows(() => clientFrame(Opcode.binary, new Uint8Array(65_536)), RangeError, "65536");
});

test("closeFrame holds its code", () => {
  assertEquals(readClientFrame(closeFrame(1002)), { opcode: 8, payload: Uint8Array.of(3, 234) });
});

test("randomMasks makes keys that differ, and none is zero", () => {
  const masks = new Uint32Array(randomMasks(40_000).buffer);
  assertEquals(masks.length, 40_000);
  assert(masks.every((mask) => mask !== 0));
  assert(new Set(masks).size > 39_000);
  assertNotEquals(randomMasks(4), randomMasks(4));
});

function hex(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
