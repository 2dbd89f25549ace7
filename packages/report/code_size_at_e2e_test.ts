import { test } from "node:test";
import { assert, assertEquals } from "@std/assert";
import { readGitCommit, root } from "@stt-bench/toolchain";
import { codeSizeAt } from "./code_size_at.ts";

test("codeSizeAt counts this checkout for results that were measured at its commit alone", async () => {
  assertEquals(await codeSizeAt([]), undefined);
  assertEquals(await codeSizeAt(["0123456789abcdef0123456789abcdef01234567"]), undefined);
  const here = await readGitCommit(root);
  // A copy without its history says nothing of what was measured.
  if (here === null) return;
  const sizes = await codeSizeAt([here.commit]);
  assert(sizes!.some(({ variant, own }) => variant === "bun-tuned" && own > 0));
});
