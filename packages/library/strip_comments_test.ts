import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { stripComments } from "./strip_comments.ts";

const rows: [title: string, source: string, expected: string][] = [
  ["a line of its own", "/** A. */\nlet a;\n\n/*\n * B\n */\nlet b;\n", "let a;\nlet b;\n"],
  ["the end of a line", "let a; // why\n", "let a;\n"],
  ["the middle of a line", "type A = /** One. */ 1 | /** Two. */ 2;\n", "type A = 1 | 2;\n"],
  ["nothing but a text", 'let a = "// no";\n', 'let a = "// no";\n'],
];

for (const [title, source, expected] of rows) {
  test(`stripComments leaves no trace of a comment that takes ${title}`, () => {
    assertEquals(stripComments(source), expected);
  });
}
