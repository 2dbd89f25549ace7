import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { stripComments } from "./strip_comments.ts";

test("stripComments takes comments, and the lines that they leave empty", () => {
  const source =
    '/** A. */\nexport const a = "// no"; // why\n\n/*\n * B\n */\nexport const b = 1;\n';
  assertEquals(stripComments(source), 'export const a = "// no";\nexport const b = 1;\n');
});
