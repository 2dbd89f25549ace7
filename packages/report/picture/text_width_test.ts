import { test } from "node:test";
import { assertEquals, assertThrows } from "@std/assert";
import { readAdvances } from "./read_advances.ts";
import { textWidth } from "./text_width.ts";

// As fontTools reads it from the same file.
test("textWidth adds what Inter's characters take", () => {
  assertEquals(textWidth("Hello ≥ 520 µs", 16), 109.8125);
});

test("textWidth grows with size and weight", () => {
  assertEquals(textWidth("deno", 24), 2 * textWidth("deno", 12));
  assertEquals(textWidth("deno", 12, 600) > textWidth("deno", 12, 400), true);
});

test("textWidth takes a character that the font lacks for an n", () => {
  assertEquals(textWidth("語", 12), textWidth("n", 12));
});

test("readAdvances says which table a font lacks", () => {
  assertThrows(
    () => readAdvances(new Uint8Array(12)),
    Error,
    "Cannot read a font: expected a table hmtx, got ",
  );
});
