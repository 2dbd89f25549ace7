import { test } from "node:test";
import { assert, assertEquals } from "@std/assert";
import { measureCodeSize } from "./measure_code_size.ts";

test("measureCodeSize knows all gateways, and what they share", async () => {
  const sizes = await measureCodeSize();
  assertEquals(sizes.map(({ variant }) => variant), [
    "deno",
    "deno-tuned",
    "deno-reactor",
    "node",
    "node-tuned",
    "node-reactor",
    "bun",
    "bun-tuned",
    "bun-reactor",
  ]);
  for (const { variant, own, shared } of sizes) {
    const isReactor = variant.endsWith("-reactor");
    const isTuned = isReactor || variant.endsWith("-tuned");
    assert(own > 50 && shared["core"]! > 500, `${variant}: ${own}, ${shared["core"]}`);
    assertEquals([variant, "tuned" in shared, "http2" in shared], [variant, isTuned, isTuned]);
    assertEquals([variant, "reactor" in shared], [variant, isReactor]);
  }
});

test("measureCodeSize counts a package alike for all gateways that share it", async () => {
  const counts = new Map<string, Set<number>>();
  for (const { shared } of await measureCodeSize()) {
    for (const [name, lines] of Object.entries(shared)) {
      counts.set(name, (counts.get(name) ?? new Set<number>()).add(lines));
    }
  }
  const differing = [...counts].filter(([, lines]) => lines.size > 1);
  assertEquals(differing.map(([name]) => name), []);
});
