import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { temporaryFolder } from "../testing/temporary_folder.ts";
import { missingLibraries } from "./missing_libraries.ts";

test("missingLibraries names what deno.lock has and node_modules lacks", async () => {
  using folder = temporaryFolder();
  const npm = {
    "there@1.0.0": {},
    "@scope/there@2.0.0_peer@1.0.0": {},
    "gone@1.0.0": {},
    "@scope/gone@2.0.0": {},
    "elsewhere@1.0.0": { os: ["plan9"] },
  };
  await writeFile(join(folder.path, "deno.lock"), JSON.stringify({ version: "5", npm }));
  for (const name of ["there@1.0.0", "@scope+there@2.0.0"]) {
    await mkdir(join(folder.path, "node_modules/.deno", name), { recursive: true });
  }
  assertEquals(await missingLibraries(folder.path), ["gone@1.0.0", "@scope/gone@2.0.0"]);
});
