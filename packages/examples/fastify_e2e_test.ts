import { test } from "node:test";
import { ChildError, sttUrl } from "@stt-bench/bench";
import { Gateway, upgradeFields } from "@stt-bench/conformance";
import { assert, assertEquals } from "@std/assert";
import { proveConformance } from "./testing/prove_conformance.ts";
import { proveUnderLoad } from "./testing/prove_under_load.ts";
import { startExample } from "./testing/start_example.ts";

const TOKEN = "correct horse";

const requests: [name: string, query: string, authorization: string | null, status: number][] = [
  ["no token", "", null, 401],
  ["a wrong token in the query", "?token=correct", null, 401],
  ["two tokens in the query", `?token=${encodeURIComponent(TOKEN)}&token=2`, null, 401],
  ["a wrong token in the header", `?token=${encodeURIComponent(TOKEN)}`, "Bearer correct", 401],
  ["the token in the query", `?token=${encodeURIComponent(TOKEN)}`, null, 101],
  ["the token in the header", "", `Bearer ${TOKEN}`, 101],
];

test("Example fastify on node asks for a token, conforms, answers, and drains on SIGTERM", async () => {
  await using example = await startExample("fastify", "node", { env: { TOKEN } });
  const url = sttUrl(example.url);
  const gateway = new Gateway({ url, flushIntervalMs: 1000 });
  for (const [name, query, authorization, expected] of requests) {
    const fields = { ...upgradeFields(), Authorization: authorization };
    const { status } = await gateway.request({ path: `/ws/stt${query}`, fields });
    assertEquals(`${name}: ${status}`, `${name}: ${expected}`);
  }
  gateway.release();
  const admitted = `${url}?token=${encodeURIComponent(TOKEN)}`;
  await proveConformance(admitted);
  await proveUnderLoad(admitted, { verify: true });
  assertEquals((await example.child.stop()).code, 0);
});

test("Example fastify says in one line that it does not start without a token", async () => {
  const error = await startExample("fastify", "node", { env: { TOKEN: "" } })
    .then(() => "it listens", (error: unknown) => error);
  assert(error instanceof ChildError, String(error));
  assertEquals(error.log, [
    "Cannot start: expected TOKEN, which clients must know, got none",
  ]);
});
