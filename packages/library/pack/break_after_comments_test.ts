import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { breakAfterComments } from "./break_after_comments.ts";

const rows: [title: string, source: string, expected: string][] = [
  ["a declaration", "/** A. */ export const a: 1;\n", "/** A. */\nexport const a: 1;\n"],
  ["a comment of several lines", "/**\n * A.\n */ class A {}\n", "/**\n * A.\n */\nclass A {}\n"],
  ["a property", "{\n  readonly /** A. */ a: 1;\n}", "{\n  /** A. */\nreadonly a: 1;\n}"],
  ["a comment within a line", "return /** A. */ a;\n", "return /** A. */ a;\n"],
  ["what begins on its own line", "/** A. */\nclass A {}\n", "/** A. */\nclass A {}\n"],
  ["a comment that is none of JSDoc", "f(/* a */ 1);\n", "f(/* a */ 1);\n"],
  ["a text that looks like one", 'const a = "/** A. */ b";\n', 'const a = "/** A. */ b";\n'],
];

for (const [title, source, expected] of rows) {
  test(`breakAfterComments with ${title}`, () => {
    assertEquals(breakAfterComments(source), expected);
  });
}
