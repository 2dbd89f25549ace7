import { test } from "node:test";
import { startSimulator, sttUrl } from "@stt-bench/bench";
import { assertEquals } from "@std/assert";
import { proveConformance } from "./testing/prove_conformance.ts";
import { proveUnderLoad } from "./testing/prove_under_load.ts";
import { startExample } from "./testing/start_example.ts";

test("Example hono on bun conforms, answers every frame, and drains on SIGTERM", async () => {
  const simulator = await startSimulator({ env: { FAULTS: "1" } });
  try {
    const env = { INFERENCE_URL: `${simulator.url}/infer` };
    await using example = await startExample("hono", "bun", { env });
    await proveConformance(sttUrl(example.url), simulator.url);
    await proveUnderLoad(sttUrl(example.url), { verify: true });
    assertEquals((await example.child.stop()).code, 0);
  } finally {
    await simulator.child.stop();
  }
});
