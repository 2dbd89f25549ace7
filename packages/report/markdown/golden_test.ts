import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import process from "node:process";
import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { goldenFiles } from "../testing/golden_files.ts";

/** Where the texts stand as they should be. */
const GOLDEN = new URL("golden/", import.meta.url);

/** Set, the test writes those texts anew: read them before they are committed. */
const writes = process.env["WRITE_GOLDEN"] !== undefined;

test("Markdown and CSV of the samples are those in golden/, on each runtime", async () => {
  const files = await goldenFiles();
  if (writes) {
    rmSync(GOLDEN, { recursive: true, force: true });
    mkdirSync(GOLDEN);
    for (const [name, content] of files) writeFileSync(new URL(name, GOLDEN), content);
  }
  assertEquals([...files.keys()].sort(), readdirSync(GOLDEN).sort());
  for (const [name, content] of files) {
    assertEquals(content, readFileSync(new URL(name, GOLDEN), "utf8"), name);
  }
});
