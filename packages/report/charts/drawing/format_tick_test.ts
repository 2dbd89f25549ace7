import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { formatTick } from "./format_tick.ts";

for (
  const [value, isShare, text] of [
    [0, false, "0"],
    [0.1, false, "0.1"],
    [0.30000000000000004, false, "0.3"],
    [1500, false, "1500"],
    [12_000, false, "12\u202f000"],
    [1_234_567, false, "1\u202f234\u202f570"],
    [0.95, true, "95 %"],
    [0.999, true, "99.9 %"],
  ] as const
) {
  test(`formatTick writes ${value}${isShare ? " as a share" : ""} as ${text}`, () => {
    assertEquals(formatTick(value, { isShare }), text);
  });
}
