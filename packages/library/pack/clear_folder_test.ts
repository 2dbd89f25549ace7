import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { assertEquals, assertRejects } from "@std/assert";
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

async function inFolder(use: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "clear-"));
  try {
    await use(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}
