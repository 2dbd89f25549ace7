import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { LineQueue } from "./line_queue.ts";

/** A queue to a reader who takes one write at a time, when told to, or fails it. */
function setUp(maxWaitingChars?: number) {
  const written: string[] = [];
  let reader = Promise.withResolvers<void>();
  const queue = new LineQueue((text) => {
    written.push(text);
    reader = Promise.withResolvers<void>();
    return reader.promise;
  }, maxWaitingChars);
  const turn = async () => {
    for (let i = 0; i < 3; i++) await Promise.resolve();
  };
  const read = () => {
    reader.resolve();
    return turn();
  };
  const fail = () => {
    reader.reject(new Error("EPIPE"));
    return turn();
  };
  return { queue, written, read, fail };
}

function pushAll(queue: LineQueue, lines: string): void {
  for (const line of lines) queue.push(`${line}\n`);
}

test("LineQueue writes the first line at once", () => {
  const { queue, written } = setUp();
  queue.push("a\n");
  assertEquals(written, ["a\n"]);
});

test("LineQueue writes together, in order, what has come during a write", async () => {
  const { queue, written, read } = setUp();
  pushAll(queue, "abc");
  assertEquals(written, ["a\n"]);
  await read();
  assertEquals(written, ["a\n", "b\nc\n"]);
  await read();
  queue.push("d\n");
  assertEquals(written, ["a\n", "b\nc\n", "d\n"]);
});

test("LineQueue writes whole lines, and no more of them than a pipe takes as one piece", async () => {
  const { queue, written, read } = setUp();
  const [line, long] = [`${"ä".repeat(1000)}\n`, `${"b".repeat(5000)}\n`];
  for (const each of ["a\n", line, line, line, long, line]) queue.push(each);
  for (let i = 0; i < 4; i++) await read();
  assertEquals(written, ["a\n", line + line, line, long, line]);
});

test("LineQueue drops and counts lines while too much waits, and goes on afterwards", async () => {
  const { queue, written, read } = setUp(4);
  pushAll(queue, "abcde");
  assertEquals(queue.dropped, 2);
  await read();
  queue.push("f\n");
  await read();
  assertEquals([written, queue.dropped], [["a\n", "b\nc\n", "f\n"], 2]);
});

test("LineQueue announces what it has dropped behind the lines that came before", async () => {
  const { queue, written, read } = setUp(4);
  queue.announceTo((lines) => queue.push(`${lines} dropped\n`));
  pushAll(queue, "abcdefg");
  await read();
  await read();
  pushAll(queue, "hijkl");
  await read();
  await read();
  assertEquals(written, ["a\n", "b\nc\n4 dropped\n", "h\n", "i\nj\n2 dropped\n"]);
  assertEquals(queue.dropped, 6);
});

test("LineQueue counts lines whose write fails as dropped, and announces them later", async () => {
  const { queue, written, read, fail } = setUp();
  queue.announceTo((lines) => queue.push(`${lines} dropped\n`));
  pushAll(queue, "abc");
  await fail();
  await fail();
  assertEquals([written, queue.dropped], [["a\n", "b\nc\n"], 3]);
  queue.push("d\n");
  await read();
  assertEquals(written.slice(2), ["d\n", "3 dropped\n"]);
});

test("LineQueue is flushed when nothing waits any more", async () => {
  const { queue, read } = setUp();
  await queue.flush();
  pushAll(queue, "ab");
  let isFlushed = false;
  const flushed = queue.flush().then(() => isFlushed = true);
  await read();
  assertEquals(isFlushed, false);
  await read();
  await flushed;
});
