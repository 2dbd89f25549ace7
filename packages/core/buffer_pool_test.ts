import { test } from "node:test";
import { assertEquals, assertStrictEquals } from "@std/assert";
import { FRAME_BYTES } from "@stt-bench/protocol";
import { plainLayout } from "./batch_layout.ts";
import { BufferPool } from "./buffer_pool.ts";

test("BufferPool hands a released buffer out again, empty", () => {
  const pool = new BufferPool(64, 250, plainLayout);
  const buffer = pool.acquire(0)!;
  buffer.commit(1);
  pool.release(buffer);
  assertStrictEquals(pool.acquire(0), buffer);
  assertEquals(buffer.frames, 0);
});

test("BufferPool never hands an abandoned buffer out again", () => {
  const pool = new BufferPool(64, 250, plainLayout);
  const buffer = pool.acquire(0)!;
  pool.abandon(buffer);
  assertEquals([pool.inUse, pool.spare], [0, 0]);
});

for (
  const [frames, capacity] of [[0, 32], [31, 32], [32, 64], [63, 64], [64, 128], [128, 250], [
    249,
    250,
  ]] as const
) {
  test(`BufferPool has room for ${capacity} frames when more than ${frames} are wanted`, () => {
    assertEquals(new BufferPool(64, 250, plainLayout).acquire(frames)?.capacity, capacity);
  });
}

test("BufferPool counts the memory of what is handed out, whatever its capacity", () => {
  const pool = new BufferPool(64, 250, plainLayout);
  const buffer = pool.acquire(0)!;
  pool.acquire(32);
  assertEquals(pool.bytesInUse, (32 + 64) * FRAME_BYTES);
  pool.release(buffer);
  assertEquals(pool.bytesInUse, 64 * FRAME_BYTES);
});

test("BufferPool has no buffer above its maximum", () => {
  assertEquals(new BufferPool(64, 250, plainLayout).acquire(250), undefined);
});

test("BufferPool with a maximum below the ordinary batch has buffers of the maximum", () => {
  assertEquals(new BufferPool(64, 10, plainLayout).acquire(0)?.capacity, 10);
});

test("BufferPool gives memory back after a peak", () => {
  const pool = new BufferPool(64, 250, plainLayout);
  const buffers = Array.from({ length: 1000 }, () => pool.acquire(0)!);
  for (const buffer of buffers) pool.release(buffer);
  assertEquals([pool.inUse, pool.spare], [0, 64]);
});
