import { test } from "node:test";
import { sttUrl } from "@stt-bench/bench";
import { assertEquals } from "@std/assert";
import { proveConformance } from "./testing/prove_conformance.ts";
import { proveUnderLoad } from "./testing/prove_under_load.ts";
import { startExample } from "./testing/start_example.ts";

test("Example ws on node conforms to the wire protocol", async () => {
  await using example = await startExample("ws", "node");
  await proveConformance(sttUrl(example.url));
});

for (const runtime of ["node", "deno", "bun"] as const) {
  test(`Example ws on ${runtime} answers every frame, and drains on SIGTERM`, async () => {
    await using example = await startExample("ws", runtime);
    await proveUnderLoad(sttUrl(example.url), { verify: true });
    assertEquals((await example.child.stop()).code, 0);
  });
}
