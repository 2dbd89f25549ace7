import { after, test } from "node:test";
import { computeAnswer, generatedPcm } from "@stt-bench/protocol";
import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import type { AnswerFault } from "./faults/fault.ts";
import { planFaults, resetStats, statsOf } from "./testing/admin.ts";
import { startOn } from "./testing/start_on.ts";

const samples = generatedPcm(0, 1, 50);
const answer = computeAnswer(samples, 4);

/** Deno's `fetch` (hyper: nobody of ours); a new client is a new connection. */
const createClient = (protocol: string) =>
  Deno.createHttpClient(protocol === "h2c" ? { http1: false } : { http2: false });

for (const runtime of ["node", "bun"] as const) {
  const { child, event: { url } } = await startOn(runtime, { FAULTS: "1" });
  after(() => child.stop());

  for (const protocol of ["HTTP/1.1", "h2c"]) {
    /** Posts on a connection of its own, which ends with `use`. */
    const post = async <T>(
      fault: AnswerFault | undefined,
      use: (response: Response) => Promise<T>,
      signal?: AbortSignal,
    ): Promise<T> => {
      using client = createClient(protocol);
      const headers = fault === undefined ? {} : { "x-fault": JSON.stringify(fault) };
      const init = { method: "POST", body: samples, headers, client, signal: signal ?? null };
      return await use(await fetch(`${url}/infer`, init));
    };
    const asJson = (response: Response) => response.json();
    const subject = `Simulator on ${runtime} over ${protocol}`;

    test(`${subject} answers a status`, async () => {
      const fault = { kind: "status", status: 429, retry_after: 2 } as const;
      await post(fault, async (response) => {
        assertEquals([response.status, response.headers.get("retry-after")], [429, "2"]);
        assertEquals(await response.text(), "");
      });
    });

    test(`${subject} answers a spoilt body`, async () => {
      const body = await post({ kind: "body", body: "extra-field" }, asJson);
      assertEquals(body, { ...answer, confidence: 0.9 });
      await assertRejects(() => post({ kind: "body", body: "truncated" }, asJson), SyntaxError);
    });

    test(`${subject} stalls, and gives the slot back when the client has had enough`, async () => {
      await resetStats(url);
      const stalled = new AbortController();
      const response = post({ kind: "stall", ms: 600_000 }, asJson, stalled.signal);
      while ((await statsOf(url)).faults_injected === 0) { /* until it stalls */ }
      const { active } = await statsOf(url);
      stalled.abort();
      await assertRejects(() => response, DOMException);
      assertEquals(active, 1);
      while ((await statsOf(url)).active > 0) { /* until the server has seen that */ }
    });

    test(`${subject} answers rightly after a stall`, async () => {
      assertEquals(await post({ kind: "stall", ms: 1 }, asJson), answer);
    });

    test(`${subject} drips the right answer`, async () => {
      assertEquals(await post({ kind: "drip", interval_ms: 1 }, asJson), answer);
    });

    test(`${subject} resets in the headers`, async () => {
      await assertRejects(() => post({ kind: "reset", during: "headers" }, asJson), TypeError);
    });

    test(`${subject} resets in the body`, async () => {
      await assertRejects(() => post({ kind: "reset", during: "body" }, asJson), TypeError);
    });

    test(`${subject} refuses a fault that it cannot read`, async () => {
      await post({ kind: "status", status: 99 }, async (response) => {
        assertEquals(response.status, 400);
        assertStringIncludes(await response.text(), "at status, got 99");
      });
    });

    test(`${subject} lets a plan strike the next requests`, async () => {
      await planFaults(url, [{ fault: { kind: "status", status: 500 }, times: 2 }]);
      const statuses = [];
      for (let i = 0; i < 3; i++) {
        statuses.push(
          await post(undefined, async (response) => {
            await response.body?.cancel();
            return response.status;
          }),
        );
      }
      assertEquals(statuses, [500, 500, 200]);
    });
  }

  test(`Simulator on ${runtime} answers 400 to HTTP/2's own faults over HTTP/1.1`, async () => {
    for (
      const fault of [{ kind: "rst-stream", code: 8 }, { kind: "goaway", connection: "keep" }]
    ) {
      const headers = { "x-fault": JSON.stringify(fault) };
      const response = await fetch(`${url}/infer`, { method: "POST", body: samples, headers });
      assertEquals(response.status, 400);
      assertStringIncludes(await response.text(), "expected HTTP/2");
    }
  });
}
