import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { table } from "./table.ts";

test("table aligns columns, and ends no line in spaces", () => {
  assertEquals(table([["a", "bb", "c"], ["aaa", "b", ""]]), "a    bb  c\naaa  b");
});
