import { test } from "node:test";
import { assertEquals } from "@std/assert";
import * as v from "valibot";
import { instant } from "./instant.ts";

const cases: readonly [text: string, epochMs: number | undefined][] = [
  ["1764237600123", 1764237600123],
  ["2025-11-27T10:00:00Z", 1764237600000],
  ["2025-11-27T10:00:00.123Z", 1764237600123],
  ["2025-11-27T11:00:00+01:00", 1764237600000],
  ["2025-11-27T10:00:00", undefined],
  ["2025-13-27T10:00:00Z", undefined],
  ["soon", undefined],
  ["-1", undefined],
  ["", undefined],
];

for (const [text, epochMs] of cases) {
  test(`instant reads "${text}" as ${epochMs}`, () => {
    const result = v.safeParse(instant(), text);
    assertEquals(result.success ? result.output : undefined, epochMs);
  });
}
