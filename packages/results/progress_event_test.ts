import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { parseProgressEvent } from "./mod.ts";

const phase = { event: "phase", phase: "measure", at_ms: 5000.25, epoch_ms: 1_790_000_000_000 };

test("parseProgressEvent reads a line of progress", () => {
  assertEquals<unknown>(parseProgressEvent(JSON.stringify(phase)), phase);
});

const others = [
  "",
  "hello",
  "{",
  "[]",
  '{"event":"listening"}',
  JSON.stringify({ ...phase, x: 1 }),
];

for (const line of others) {
  test(`parseProgressEvent passes over ${JSON.stringify(line)}`, () => {
    assertEquals(parseProgressEvent(line), undefined);
  });
}
