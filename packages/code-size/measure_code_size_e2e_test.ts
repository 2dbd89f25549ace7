import { test } from "node:test";
import { assert, assertEquals } from "@std/assert";
import { measureCodeSize } from "./measure_code_size.ts";

test("measureCodeSize knows all gateways, and what they share", async () => {
  const sizes = await measureCodeSize();
  assertEquals(sizes.map(({ variant }) => variant), [
    "deno",
    "deno-tuned",
    "node",
    "node-tuned",
    "bun",
    "bun-tuned",
  ]);
  for (const { variant, own, shared } of sizes) {
    const isTuned = variant.endsWith("-tuned");
    assert(own > 50 && shared["core"]! > 500, `${variant}: ${own}, ${shared["core"]}`);
    assertEquals([variant, "tuned" in shared, "http2" in shared], [variant, isTuned, isTuned]);
    // One core, whoever runs it.
    assertEquals(shared["core"], sizes[0]!.shared["core"]);
  }
});
