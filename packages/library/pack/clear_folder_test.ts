import { mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { assertEquals, assertRejects } from "@std/assert";
import { inFolder } from "@stt-bench/program/testing";
import { clearFolder } from "./clear_folder.ts";

test("clearFolder removes what pack has made, and makes what isn't there", async () => {
  await inFolder(async (folder) => {
    await writeFile(join(folder, "mod.js"), "");
    await mkdir(join(folder, "frame"));
    await clearFolder(folder);
    assertEquals(await readdir(folder), []);
    await clearFolder(join(folder, "new", "one"));
    assertEquals(await readdir(join(folder, "new", "one")), []);
  });
});

test("clearFolder leaves a folder of sources alone", async () => {
  await inFolder(async (folder) => {
    await writeFile(join(folder, "mod.ts"), "");
    await assertRejects(() => clearFolder(folder), Error, "expected a folder that pack has made");
    assertEquals(await readdir(folder), ["mod.ts"]);
  });
});
