import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { countCodeLines } from "./count_code_lines.ts";

const sources: readonly [what: string, source: string, lines: number][] = [
  ["nothing", "", 0],
  ["blank lines", "\n  \n\t\n", 0],
  ["comments", "#!/usr/bin/env deno\n// one\n/* two\n\n three */\n", 0],
  ["code behind and before a comment", "/* a */ let a;\nlet b; // b\n", 2],
  ["a statement of several lines with a gap", "const sum =\n\n  1 +\n  // why\n  2;\n", 3],
  ["what only looks like a comment", 'const url = "http://a/*b";\nconst r = /\\/\\//;\n', 2],
  ["a template, blank lines and all", "const text = `a\n\n// ${1 +\n  2} b\n`;\n", 5],
  ["types", "export interface A<T extends B> {\n  readonly a?: T;\n}\n", 3],
  ["lines that end as on Windows", "let a;\r\n\r\nlet b;\r\n", 2],
];

for (const [what, source, lines] of sources) {
  test(`countCodeLines counts ${lines} in ${what}`, () => {
    assertEquals(countCodeLines(source), lines);
  });
}
