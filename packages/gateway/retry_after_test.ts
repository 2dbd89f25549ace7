import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { retryAfterMs } from "./retry_after.ts";

const NOW_MS = Date.UTC(2026, 10, 21, 8, 49, 37);

const values: [value: string, ms: number | undefined][] = [
  ["0", 0],
  ["2", 2000],
  ["120", 120_000],
  // One moment in the three forms of a date, a minute ahead.
  ["Sat, 21 Nov 2026 08:50:37 GMT", 60_000],
  ["Saturday, 21-Nov-26 08:50:37 GMT", 60_000],
  ["Sat Nov 21 08:50:37 2026", 60_000],
  ["Fri Jan  1 08:49:37 2027", 41 * 86_400_000],
  // Past.
  ["Sun, 06 Nov 1994 08:49:37 GMT", 0],
  ["Sunday, 06-Nov-94 08:49:37 GMT", 0],
  ["Friday, 21-Nov-76 08:49:37 GMT", Date.UTC(2076, 10, 21, 8, 49, 37) - NOW_MS],
  ["Saturday, 20-Nov-77 08:49:37 GMT", 0],
  // Neither seconds nor a date.
  ["", undefined],
  ["soon", undefined],
  ["-1", undefined],
  ["1.5", undefined],
  ["2026-11-21T08:50:37Z", undefined],
  ["Sat, 21 Nov 2026 08:50:37 CET", undefined],
  ["Sat, 32 Nov 2026 08:50:37 GMT", undefined],
  ["Sat, 21 Foo 2026 08:50:37 GMT", undefined],
  ["Sat, 21 Nov 2026 ::::::37 GMT", undefined],
];

for (const [value, ms] of values) {
  test(`retryAfterMs reads ${JSON.stringify(value)} as ${ms} ms`, () => {
    assertEquals(retryAfterMs(value, NOW_MS), ms);
  });
}
