import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { root } from "@stt-bench/toolchain";
import { changedPages } from "./changed_pages.ts";
import { referencePages } from "./reference_pages.ts";

test("The reference is what the programs say, and code in the documents is what stands in its file", async () => {
  const changed = await changedPages(root, await referencePages());
  assertEquals([...changed.keys()], [], "run: deno task docs --write");
});
