import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { markdownTable } from "./markdown_table.ts";

test("markdownTable aligns columns, and escapes what divides them", () => {
  const table = markdownTable(["a", "long"], [["1 | 2", "✓"], ["", "word or two"]]);
  assertEquals(table.split("\n"), [
    "| a      | long        |",
    "| ------ | ----------- |",
    "| 1 \\| 2 | ✓           |",
    "|        | word or two |",
  ]);
});
