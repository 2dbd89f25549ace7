import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { LineQueue } from "./line_queue.ts";

/** A queue to a reader who takes one write at a time, when told to. */
function setUp(maxWaitingChars?: number) {
  const written: string[] = [];
  let take: () => void = () => {};
  const queue = new LineQueue((text) => {
    written.push(text);
    return new Promise((resolve) => take = resolve);
  }, maxWaitingChars);
  const read = async () => {
    take();
    for (let i = 0; i < 3; i++) await Promise.resolve();
  };
  return { queue, written, read };
}

test("LineQueue writes the first line at once", () => {
  const { queue, written } = setUp();
  queue.push("a\n");
  assertEquals(written, ["a\n"]);
});

test("LineQueue writes together, in order, what has come during a write", async () => {
  const { queue, written, read } = setUp();
  for (const line of ["a\n", "b\n", "c\n"]) queue.push(line);
  assertEquals(written, ["a\n"]);
  await read();
  assertEquals(written, ["a\n", "b\nc\n"]);
  await read();
  queue.push("d\n");
  assertEquals(written, ["a\n", "b\nc\n", "d\n"]);
});

test("LineQueue drops and counts lines while too much waits, and goes on afterwards", async () => {
  const { queue, written, read } = setUp(4);
  for (const line of ["a\n", "b\n", "c\n", "d\n", "e\n"]) queue.push(line);
  assertEquals(queue.dropped, 2);
  await read();
  queue.push("f\n");
  await read();
  assertEquals([written, queue.dropped], [["a\n", "b\nc\n", "f\n"], 2]);
});

test("LineQueue is flushed when nothing waits any more", async () => {
  const { queue, read } = setUp();
  await queue.flush();
  queue.push("a\n");
  queue.push("b\n");
  let isFlushed = false;
  const flushed = queue.flush().then(() => isFlushed = true);
  await read();
  assertEquals(isFlushed, false);
  await read();
  await flushed;
});
