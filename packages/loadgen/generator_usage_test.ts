import { test } from "node:test";
import { assert } from "@std/assert";
import { ownRuntime, readUsage } from "./generator_usage.ts";

test("readUsage grows with work, and ownRuntime knows itself", () => {
  const before = readUsage();
  while (readUsage().cpuMs <= before.cpuMs) { /* work */ }
  assert(before.rssBytes > 1e6);
  const { runtime, version } = ownRuntime();
  assert(["deno", "node", "bun"].includes(runtime) && /^\d+\.\d+\.\d+/.test(version));
});
