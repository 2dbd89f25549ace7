import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { parseQuantity } from "./quantity.ts";

const rows: [text: string | undefined, value: number | null][] = [
  ["2", 2],
  ["0.5", 0.5],
  ["100m", 0.1],
  ["1500m", 1.5],
  ["250000000n", 0.25],
  ["1Gi", 1_073_741_824],
  ["1G", 1_000_000_000],
  ["128Mi", 134_217_728],
  ["3879248Ki", 3_972_349_952],
  ["1e3", 1000],
  ["1E3", 1000],
  ["2E", 2e18],
  ["", null],
  ["Gi", null],
  ["1 Gi", null],
  ["1Zi", null],
  ["-1", null],
  [undefined, null],
];

for (const [text, value] of rows) {
  test(`parseQuantity reads ${JSON.stringify(text)} as ${value}`, () => {
    assertEquals(parseQuantity(text), value);
  });
}
