import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { keepTogether } from "./keep_together.ts";
import { wrapText } from "./wrap_text.ts";

const length = (text: string) => text.length;

for (
  const [text, maxWidth, lines] of [
    ["", 5, [""]],
    ["one", 5, ["one"]],
    ["one two three", 7, ["one two", "three"]],
    ["longerthanaline is", 5, ["longerthanaline", "is"]],
    ["at 114\u00a0ms by bun", 8, ["at", "114\u00a0ms", "by bun"]],
  ] as const
) {
  test(`wrapText breaks ${JSON.stringify(text)} at ${maxWidth}`, () => {
    assertEquals(wrapText(text, maxWidth, length), lines);
  });
}

for (
  const [text, expected] of [
    ["within 114 ms by bun", "within 114\u00a0ms by bun"],
    ["0.19 × what deno needs", "0.19\u00a0× what deno needs"],
    ["≥ 1100 sessions", "≥\u00a01100\u00a0sessions"],
    ["at 2 most", "at 2 most"],
    ["5 seconds", "5 seconds"],
  ] as const
) {
  test(`keepTogether leaves no number of "${text}" without its unit`, () => {
    assertEquals(keepTogether(text), expected);
  });
}
