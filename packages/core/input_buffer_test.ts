import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { plainLayout } from "./batch_layout.ts";
import { BufferPool } from "./buffer_pool.ts";
import { InputBuffer } from "./input_buffer.ts";

const FLUSH = {
  sessionId: 1,
  startedMs: 0,
  flushLatenessMs: 0,
  traceparent: undefined,
};

function setUp(maxFrames: number) {
  const pool = new BufferPool(4, maxFrames, plainLayout);
  const input = new InputBuffer(pool, maxFrames);
  const add = (count: number) => {
    for (let i = 0; i < count; i++) {
      const buffer = input.reserve();
      const value = input.received + 1;
      buffer.bytes.fill(value, buffer.writeOffset, buffer.writeOffset + 640);
      input.commit(value * 10);
    }
  };
  return { pool, input, add };
}

test("InputBuffer holds memory only while frames wait", () => {
  const { pool, input, add } = setUp(10);
  assertEquals(pool.inUse, 0);
  add(1);
  assertEquals(pool.inUse, 1);
  pool.release(input.take(FLUSH)!.buffer);
  assertEquals([pool.inUse, input.frames], [0, 0]);
});

test("InputBuffer grows to its maximum and gives the smaller buffers back", () => {
  const { pool, input, add } = setUp(10);
  add(10);
  assertEquals([pool.inUse, input.isFull], [1, true]);
  const batch = input.take(FLUSH)!;
  assertEquals([batch.frames, batch.oldestFrameSeq, batch.audioBytes], [10, 1, 6400]);
  assertEquals([...batch.bytes].filter((_, i) => i % 640 === 0), [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  assertEquals([batch.oldestArrivalMs, batch.newestArrivalMs], [10, 100]);
});

test("InputBuffer takes a ring as one straight batch and gives the ring back", () => {
  const { pool, input, add } = setUp(4);
  add(4);
  input.dropOldest();
  add(1);
  const batch = input.take(FLUSH)!;
  assertEquals([...batch.bytes].filter((_, i) => i % 640 === 639), [2, 3, 4, 5]);
  assertEquals([batch.oldestArrivalMs, batch.newestArrivalMs], [20, 50]);
  assertEquals(pool.inUse, 1);
});

test("InputBuffer names one contiguous range for all that was dropped", () => {
  const { input, add } = setUp(4);
  for (let round = 0; round < 3; round++) {
    add(4 - input.frames);
    input.dropOldest();
  }
  assertEquals(input.dropped, {
    oldestFrameSeq: 1,
    oldestArrivalMs: 10,
    newestFrameSeq: 3,
    newestArrivalMs: 30,
  });
  input.forgetDropped();
  assertEquals(input.dropped, undefined);
});

test("InputBuffer gives everything back when it is discarded", () => {
  const { pool, input, add } = setUp(4);
  add(4);
  input.dropOldest();
  input.discard();
  assertEquals([pool.inUse, input.frames, input.dropped], [0, 0, undefined]);
});
