import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { BatchBuffer } from "./batch_buffer.ts";
import { plainLayout } from "./batch_layout.ts";
import type { BatchLayout } from "./batch_layout.ts";

/** Each frame behind a header of 9 bytes, each third one behind 8 more. */
const spacedLayout: BatchLayout = {
  byteLength: (frames) => frames * 649 + Math.ceil(frames / 3) * 8,
  frameOffset: (index) => index * 649 + (Math.floor(index / 3) + 1) * 8 + 9,
};

function write(buffer: BatchBuffer, value: number): void {
  buffer.bytes.fill(value, buffer.writeOffset, buffer.writeOffset + 640);
  buffer.commit(value * 10);
}

for (const [name, layout] of Object.entries({ plainLayout, spacedLayout })) {
  test(`BatchBuffer puts frames where ${name} says`, () => {
    const buffer = new BatchBuffer(4, layout);
    for (const value of [1, 2, 3, 4]) write(buffer, value);
    assertEquals(buffer.isFull, true);
    assertEquals(buffer.used.byteLength, layout.byteLength(4));
    for (const index of [0, 1, 2, 3]) {
      const offset = layout.frameOffset(index);
      const frame = buffer.bytes.subarray(offset, offset + 640);
      assertEquals(frame.every((byte) => byte === index + 1), true);
      assertEquals(buffer.arrivalMs(index), (index + 1) * 10);
    }
  });

  test(`BatchBuffer with ${name} is put straight after frames were dropped`, () => {
    const ring = new BatchBuffer(3, layout);
    for (const value of [1, 2, 3]) write(ring, value);
    ring.dropOldest();
    write(ring, 4);
    ring.dropOldest();
    assertEquals([ring.isStraight, ring.frames], [false, 2]);
    const straight = new BatchBuffer(3, layout);
    ring.copyTo(straight);
    assertEquals([straight.isStraight, straight.frames], [true, 2]);
    const values = [0, 1].map((index) => straight.bytes[layout.frameOffset(index) + 639]);
    assertEquals(values, [3, 4]);
    assertEquals([straight.arrivalMs(0), straight.arrivalMs(1)], [30, 40]);
  });
}
