import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { temporaryFolder } from "../testing/temporary_folder.ts";
import { testFiles } from "./test_files.ts";

test("testFiles finds tests at any depth, and no libraries' tests", async () => {
  using folder = temporaryFolder();
  const tests = ["conformance/a_test.ts", "packages/b/deep/c_e2e_test.ts", "packages/b/mod.ts"];
  const others = [
    "packages/b/node_modules/c/d_test.ts",
    "packages/b/deep/mod.ts",
    "packages/b/e.ts",
    "f_test.ts",
  ];
  for (const file of [...tests, ...others]) {
    await mkdir(dirname(join(folder.path, file)), { recursive: true });
    await writeFile(join(folder.path, file), "");
  }
  assertEquals(await testFiles(folder.path), tests);
});
