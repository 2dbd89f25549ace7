import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { inFolder } from "@stt-bench/program/testing";
import type { PackedLibrary } from "./pack_libraries.ts";
import { treeProblems } from "./tree_problems.ts";

const good: Record<string, string> = {
  "CHANGELOG.md": "",
  LICENSE: "",
  "README.md": "",
  "a.d.ts": "export declare const a: 1;",
  "a.js": "export const a = 1;",
  "mod.d.ts": 'export * from "./a.js";',
  "mod.js": 'import "valibot";\nexport * from "./a.js";',
  "package.json": "{}",
  "types.js": "/** Types only. */ export {};",
};

const { LICENSE: _, ...unlicensed } = good;
const { "a.d.ts": __, ...undeclared } = good;

const rows: [title: string, files: Record<string, string>, problems: string[]][] = [
  ["what its entry needs", good, []],
  ["a test", { ...good, "a_test.js": "test();" }, ["nothing but what it needs, got a_test.js"]],
  ["no licence", unlicensed, ["LICENSE, got no such file"]],
  ["no declaration of a module", undeclared, ["a.d.ts, got no such file"]],
  [
    "an import that is no dependency",
    { ...good, "a.js": 'import "ws";' },
    ["a.js to import dependencies, got ws"],
  ],
  [
    "too much",
    { ...good, "README.md": " ".repeat(70_000) },
    ["at most 65536 bytes, got 70000"],
  ],
];

for (const [title, files, problems] of rows) {
  test(`treeProblems of a package with ${title}`, async () => {
    await inFolder(async (folder) => {
      for (const [file, text] of Object.entries(files)) await writeFile(join(folder, file), text);
      const tarball = join(folder, "README.md"); // as large as that
      const names = Object.keys(files);
      const packed: PackedLibrary = {
        id: "protocol",
        name: "@stt-bench/protocol",
        version: "0.1.0",
        folder,
        tarball,
        files: names,
      };
      const prefix = `Cannot accept ${tarball}: expected `;
      assertEquals(await treeProblems(packed), problems.map((problem) => prefix + problem));
    });
  });
}
