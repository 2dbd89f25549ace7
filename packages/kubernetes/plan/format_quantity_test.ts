import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { formatCount, formatDigits, formatMemory, formatScaled } from "./format_quantity.ts";

test("Quantities have groups of three digits, prefixes, and three digits that count", () => {
  assertEquals([999, 1000, 1234567].map(formatCount), ["999", "1 000", "1 234 567"]);
  assertEquals([0.0123456, 1.5, 12.345, 99999].map(formatDigits), [
    "0.0123",
    "1.5",
    "12.3",
    "99 999",
  ]);
  assertEquals(formatScaled(999.6, "bit/s"), "1 kbit/s");
  assertEquals(formatScaled(2.94e15, "bit/s"), "2 940 Tbit/s");
  assertEquals(formatMemory(576 * 2 ** 20), "576 MiB");
});
