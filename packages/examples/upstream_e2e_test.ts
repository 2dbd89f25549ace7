import { test } from "node:test";
import { sttUrl } from "@stt-bench/bench";
import { assertEquals } from "@std/assert";
import { proveConformance } from "./testing/prove_conformance.ts";
import { proveUnderLoad } from "./testing/prove_under_load.ts";
import { startExample } from "./testing/start_example.ts";
import { startUpstreamServer } from "./testing/upstream_server.ts";

test("Example upstream on deno conforms, answers every frame, and drains on SIGTERM", async () => {
  await using model = await startUpstreamServer();
  await using example = await startExample("upstream", "deno", { env: { MODEL_URL: model.url } });
  await proveConformance(sttUrl(example.url));
  await proveUnderLoad(sttUrl(example.url), { verify: true });
  assertEquals(model.connections, 1);
  assertEquals((await example.child.stop()).code, 0);
});
