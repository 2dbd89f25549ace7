import { test } from "node:test";
import { assertEquals, assertThrows } from "@std/assert";
import { replaceMarked } from "./replace_marked.ts";

const marked = (content: string) => `before\n<!-- begin: x -->${content}<!-- end: x -->\nafter\n`;

test("replaceMarked puts a text between its markers, and leaves the rest alone", () => {
  const replaced = marked("\n\nnew\n\n");
  assertEquals(replaceMarked(marked("\n"), "x", "new\n"), replaced);
  assertEquals(replaceMarked(replaced, "x", "new"), replaced);
});

for (
  const text of [
    "none",
    "<!-- begin: x -->",
    "<!-- end: x --><!-- begin: x -->",
    marked("") + marked(""),
    marked("").replace("x", "y"),
  ]
) {
  test(`replaceMarked refuses ${JSON.stringify(text)}`, () => {
    assertThrows(() => replaceMarked(text, "x", "new"), Error, "expected <!-- begin: x --> and");
  });
}
