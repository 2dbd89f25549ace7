import { test } from "node:test";
import { assert, assertEquals } from "@std/assert";
import { CLOSE_CODE_LABELS, closeCodeLabel } from "./close_code_label.ts";

const rows: [code: number, label: string][] = [
  [1000, "1000"],
  [1005, "1005"],
  [1014, "1014"],
  [3000, "3000-3999"],
  [3999, "3000-3999"],
  [4000, "4000-4999"],
  [4999, "4000-4999"],
  [0, "other"],
  [999, "other"],
  [1004, "other"],
  [1015, "other"],
  [2999, "other"],
  [5000, "other"],
];

for (const [code, label] of rows) {
  test(`closeCodeLabel calls ${code} ${label}`, () => assertEquals(closeCodeLabel(code), label));
}

test("closeCodeLabel has few labels for all that 16 bits can say", () => {
  for (let code = 0; code < 2 ** 16; code++) {
    assert(CLOSE_CODE_LABELS.includes(closeCodeLabel(code)), String(code));
  }
});
