import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { lineChanges } from "./line_changes.ts";

const rows: [title: string, before: string, after: string, changes: string[]][] = [
  ["equal texts", "a\nb\n", "a\nb\n", []],
  ["a line more", "a\n", "a\nb\n", ["+ b"]],
  ["a line less", "a\nb\nb\n", "a\nb\n", ["- b"]],
  ["another line", "a\nb\n", "a\nc\n", ["- b", "+ c"]],
  ["another order", "a\nb\n", "b\na\n", ["the same lines in another order"]],
];

for (const [title, before, after, changes] of rows) {
  test(`lineChanges of ${title}`, () => assertEquals(lineChanges(before, after), changes));
}
