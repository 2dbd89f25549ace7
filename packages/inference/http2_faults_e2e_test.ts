import { after, test } from "node:test";
import { computeAnswer, generatedPcm } from "@stt-bench/protocol";
import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { planFaults, resetStats, statsOf } from "./testing/admin.ts";
import { startOn } from "./testing/start_on.ts";

const samples = generatedPcm(0, 1, 50);
const answer = computeAnswer(samples, 4);

/** Deno's `fetch` over h2c (hyper: nobody of ours); a new client is a new connection. */
const createClient = () => Deno.createHttpClient({ http1: false });

for (const runtime of ["node", "bun"] as const) {
  const { child, event: { url } } = await startOn(runtime, { FAULTS: "1" });
  after(() => child.stop());

  test(`Simulator on ${runtime} resets one stream and leaves the others`, async () => {
    using client = createClient();
    const post = (headers: Record<string, string>) =>
      fetch(`${url}/infer`, { method: "POST", body: samples, headers, client });
    assertEquals(await (await post({})).json(), answer);
    const before = await statsOf(url);
    const other = post({ "x-fault": '{"kind":"stall","ms":200}' });
    const error = await assertRejects(
      () => post({ "x-fault": '{"kind":"rst-stream","code":11}' }),
      TypeError,
    );
    assertStringIncludes(Deno.inspect(error), "excessive load");
    assertEquals(await (await other).json(), answer);
    assertEquals(await (await post({})).json(), answer);
    assertEquals((await statsOf(url)).open_connections, before.open_connections);
  });

  test(`Simulator on ${runtime} answers after a GOAWAY, and the client comes back on a new connection`, async () => {
    using client = createClient();
    const post = (headers: Record<string, string>) =>
      fetch(`${url}/infer`, { method: "POST", body: samples, headers, client });
    const goaway = { "x-fault": '{"kind":"goaway","connection":"keep"}' };
    assertEquals(await (await post(goaway)).json(), answer);
    assertEquals(await (await post({})).json(), answer);
  });

  test(`Simulator on ${runtime} closes the connection after a GOAWAY without an answer`, async () => {
    using client = createClient();
    const headers = { "x-fault": '{"kind":"goaway","connection":"close"}' };
    const init = { method: "POST", body: samples, headers, client };
    await assertRejects(() => fetch(`${url}/infer`, init), TypeError);
  });

  test(`Simulator on ${runtime} serves a connection with a tiny window`, async () => {
    await planFaults(url, [{ fault: { kind: "tiny-window", bytes: 1000 }, times: 1 }]);
    using client = createClient();
    const init = { method: "POST", body: samples, client };
    for (let i = 0; i < 3; i++) {
      assertEquals(await (await fetch(`${url}/infer`, init)).json(), answer);
    }
    assertEquals(await (await fetch(`${url}/faults`)).json(), []);
  });

  test(`Simulator on ${runtime} allows one stream at a time where it is told to`, async () => {
    await planFaults(url, [{ fault: { kind: "max-streams", streams: 1 }, times: 1 }]);
    using client = createClient();
    const init = { method: "POST", body: samples, client };
    assertEquals(await (await fetch(`${url}/infer`, init)).json(), answer);
    await resetStats(url);
    const answers = Array.from(
      { length: 5 },
      async () => (await fetch(`${url}/infer`, init)).json(),
    );
    assertEquals(await Promise.all(answers), Array(5).fill(answer));
    assertEquals((await statsOf(url)).max_in_flight, 1);
  });

  test(`Simulator on ${runtime} grants no window where it is told to`, async () => {
    await planFaults(url, [{ fault: { kind: "no-window" }, times: 1 }]);
    using client = createClient();
    assert((await fetch(`${url}/health`, { client })).ok);
    await resetStats(url);
    const given = new AbortController();
    const init = { method: "POST", body: samples, client, signal: given.signal };
    const response = fetch(`${url}/infer`, init);
    while ((await statsOf(url)).in_flight === 0) { /* until its headers have arrived */ }
    assert((await fetch(`${url}/health`, { client })).ok);
    assertEquals((await statsOf(url)).queue_wait.count, 0);
    given.abort();
    await assertRejects(() => response, DOMException);
  });
}
