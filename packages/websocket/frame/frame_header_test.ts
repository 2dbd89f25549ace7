import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { encodeFrame, KEY, toHex } from "../testing/encode_frame.ts";
import {
  headerBytesAt,
  headerBytesFor,
  openingBytesAt,
  payloadBytesAt,
  writeHeader,
} from "./frame_header.ts";

const LENGTHS: [payloadBytes: number, headerBytes: number][] = [
  [0, 2],
  [125, 2],
  [126, 4],
  [65_535, 4],
  [65_536, 10],
  [2 ** 32 + 5, 10],
  [Number.MAX_SAFE_INTEGER, 10],
];

for (const [payloadBytes, headerBytes] of LENGTHS) {
  test(`A header for ${payloadBytes} bytes is written as it is read`, () => {
    for (const key of [undefined, KEY]) {
      const masked = key !== undefined;
      const announced = BigInt(payloadBytes);
      const frame = encodeFrame({ opcode: 2, announced, ...(masked ? { key } : {}) });
      assertEquals(headerBytesFor(payloadBytes, masked), headerBytes + (masked ? 4 : 0));
      assertEquals([headerBytesAt(frame, 0), payloadBytesAt(frame, 0)], [
        frame.length,
        payloadBytes,
      ]);
      const written = new Uint8Array(headerBytes + 1);
      writeHeader(written, 1, 2, payloadBytes, masked);
      assertEquals(toHex(written.subarray(1)), toHex(frame.subarray(0, headerBytes)));
    }
  });
}

test("openingBytesAt asks for a header, and for a control frame's payload with it", () => {
  const ping = encodeFrame({ opcode: 9, payload: "Hello", key: KEY });
  const long = encodeFrame({ opcode: 2, announced: 70_000n, key: KEY });
  for (const available of [0, 1]) assertEquals(openingBytesAt(ping, 0, available), 2);
  assertEquals(openingBytesAt(ping, 0, 2), 11);
  assertEquals(openingBytesAt(long, 0, 2), 14);
});
