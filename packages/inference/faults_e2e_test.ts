import { after, test } from "node:test";
import { computeAnswer, generatedPcm } from "@stt-bench/protocol";
import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import type { AnswerFault, FaultPlan } from "./faults/fault.ts";
import type { StatsReport } from "./stats.ts";
import { startOn } from "./testing/start_on.ts";

const samples = generatedPcm(0, 1, 50);
const answer = computeAnswer(samples, 4);

// On Node, where every comparison runs the simulator. Bun's node:http2 server of 1.4 gets some of these
// wrong: an RST_STREAM before the answer's headers is a protocol error to the client.

/** Deno's `fetch` (hyper: nobody of ours); a new client is a new connection. */
const createClient = (protocol: string) =>
  Deno.createHttpClient(protocol === "h2c" ? { http1: false } : { http2: false });

const { child, event: { url } } = await startOn("node", { FAULTS: "1" });
after(() => child.stop());

const plan = async (faults: FaultPlan) => {
  const response = await fetch(`${url}/faults`, { method: "POST", body: JSON.stringify(faults) });
  assertEquals([response.status, await response.text()], [204, ""]);
};
const stats = async (): Promise<StatsReport> => await (await fetch(`${url}/stats`)).json();

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
  const subject = `Simulator over ${protocol}`;

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
    const stalled = new AbortController();
    const response = post({ kind: "stall", ms: 600_000 }, asJson, stalled.signal);
    while ((await stats()).faults_injected === 0) { /* until it stalls */ }
    assertEquals((await stats()).active, 1);
    stalled.abort();
    await assertRejects(() => response, DOMException);
    while ((await stats()).active > 0) { /* until the server has seen the cancellation */ }
    await fetch(`${url}/stats/reset`, { method: "POST" });
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
    await plan([{ fault: { kind: "status", status: 500 }, times: 2 }]);
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

test(`Simulator answers 400 to HTTP/2's own faults over HTTP/1.1`, async () => {
  for (
    const fault of [{ kind: "rst-stream", code: 8 }, { kind: "goaway", connection: "keep" }]
  ) {
    const headers = { "x-fault": JSON.stringify(fault) };
    const response = await fetch(`${url}/infer`, { method: "POST", body: samples, headers });
    assertEquals(response.status, 400);
    assertStringIncludes(await response.text(), "expected HTTP/2");
  }
});

test(`Simulator resets one stream and leaves the connection`, async () => {
  using client = createClient("h2c");
  const post = (headers: Record<string, string>) =>
    fetch(`${url}/infer`, { method: "POST", body: samples, headers, client });
  assertEquals(await (await post({})).json(), answer);
  const before = await stats();
  const error = await assertRejects(
    () => post({ "x-fault": '{"kind":"rst-stream","code":11}' }),
    TypeError,
  );
  assertStringIncludes(Deno.inspect(error), "excessive load");
  assertEquals(await (await post({})).json(), answer);
  assertEquals((await stats()).open_connections, before.open_connections);
});

test(`Simulator answers after a GOAWAY, and the client comes back on a new connection`, async () => {
  using client = createClient("h2c");
  const post = (headers: Record<string, string>) =>
    fetch(`${url}/infer`, { method: "POST", body: samples, headers, client });
  const goaway = { "x-fault": '{"kind":"goaway","connection":"keep"}' };
  assertEquals(await (await post(goaway)).json(), answer);
  assertEquals(await (await post({})).json(), answer);
});

test(`Simulator closes the connection after a GOAWAY without an answer`, async () => {
  using client = createClient("h2c");
  const headers = { "x-fault": '{"kind":"goaway","connection":"close"}' };
  const init = { method: "POST", body: samples, headers, client };
  await assertRejects(() => fetch(`${url}/infer`, init), TypeError);
});

test(`Simulator serves a connection with a tiny window`, async () => {
  await plan([{ fault: { kind: "tiny-window", bytes: 1000 }, times: 1 }]);
  using client = createClient("h2c");
  const init = { method: "POST", body: samples, client };
  for (let i = 0; i < 3; i++) {
    assertEquals(await (await fetch(`${url}/infer`, init)).json(), answer);
  }
  assertEquals(await (await fetch(`${url}/faults`)).json(), []);
});

test(`Simulator allows one stream at a time where it is told to`, async () => {
  await plan([{ fault: { kind: "max-streams", streams: 1 }, times: 1 }]);
  using client = createClient("h2c");
  const init = { method: "POST", body: samples, client };
  assertEquals(await (await fetch(`${url}/infer`, init)).json(), answer);
  await fetch(`${url}/stats/reset`, { method: "POST" });
  const answers = Array.from(
    { length: 5 },
    async () => (await fetch(`${url}/infer`, init)).json(),
  );
  assertEquals(await Promise.all(answers), Array(5).fill(answer));
  assertEquals((await stats()).max_in_flight, 1);
});

test(`Simulator grants no window where it is told to`, async () => {
  await plan([{ fault: { kind: "no-window" }, times: 1 }]);
  using client = createClient("h2c");
  assert((await fetch(`${url}/health`, { client })).ok);
  await fetch(`${url}/stats/reset`, { method: "POST" });
  const given = new AbortController();
  const init = { method: "POST", body: samples, client, signal: given.signal };
  const response = fetch(`${url}/infer`, init);
  while ((await stats()).in_flight === 0) { /* until its headers have arrived */ }
  assert((await fetch(`${url}/health`, { client })).ok);
  assertEquals((await stats()).queue_wait.count, 0);
  given.abort();
  await assertRejects(() => response, DOMException);
});
