import { join } from "node:path";
import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { root } from "@stt-bench/toolchain";
import { changedPages } from "./changed_pages.ts";
import { REFERENCE_FOLDER, referencePages } from "./reference_pages.ts";

test("The reference is what the programs say of themselves", async () => {
  const changed = await changedPages(join(root, REFERENCE_FOLDER), await referencePages());
  assertEquals([...changed.keys()], [], "run: deno task docs --write");
});
