import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { inFolder } from "@stt-bench/program/testing";
import { withoutBrowser } from "@stt-bench/toolchain";
import { takeScreenshots } from "./take_screenshots.ts";

const skip = withoutBrowser ?? false;

test("takeScreenshots leaves a JPEG for each screen", { skip }, async () => {
  await inFolder(async (folder) => {
    await writeFile(join(folder, "report.html"), '<!doctype html><html class="live"><h1>x</h1>');
    await takeScreenshots(folder);
    const names = (await readdir(join(folder, "screenshots"))).toSorted();
    assertEquals(names, ["dark.jpg", "light.jpg", "narrow.jpg"]);
    for (const name of names) {
      const bytes = await readFile(join(folder, "screenshots", name));
      assertEquals([...bytes.subarray(0, 3)], [0xff, 0xd8, 0xff]);
    }
  });
});
