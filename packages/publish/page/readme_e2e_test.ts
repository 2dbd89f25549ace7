import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { root } from "@stt-bench/toolchain";
import { readPublished } from "../published/read_published.ts";
import { renderPublished } from "./render_published.ts";
import { replaceMarked } from "./replace_marked.ts";
import { SECTION } from "./section.ts";

test("The README's tables are what the committed results say", async () => {
  const readme = await readFile(join(root, "README.md"), "utf8");
  const section = renderPublished(await readPublished());
  assertEquals(
    replaceMarked(readme, SECTION, section) === readme,
    true,
    "run: deno task results:publish, or with --from <results…>",
  );
});

test("The published report is of the committed results' folders", async () => {
  const { cost, capacity, scaling } = await readPublished();
  const report = await readFile(join(root, "docs/report/interpretation.md"), "utf8");
  for (const part of [cost, capacity, scaling]) {
    if (!("missing" in part)) assertStringIncludes(report, part.source.folder);
  }
});

test("The README states no measured figure outside of its tables", async () => {
  const readme = await readFile(join(root, "README.md"), "utf8");
  const rest = replaceMarked(readme, SECTION, "").replaceAll(/^```[^]*?^```$/gm, "");
  assertEquals(rest.match(/\d[\d.,]*[   ]?(µs|kB|MB|%|sessions|×|times)/g), null);
});
