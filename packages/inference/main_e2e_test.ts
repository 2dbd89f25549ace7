import { once } from "node:events";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { connect } from "node:net";
import { test } from "node:test";
import { generatedPcm } from "@stt-bench/protocol";
import { assertEquals, assertMatch } from "@std/assert";
import { statsOf } from "./testing/admin.ts";
import { spawnSimulator, startOn } from "./testing/start_on.ts";

const samples = generatedPcm(0, 1, 50);

for (const runtime of ["node", "bun"] as const) {
  test(`Simulator on ${runtime} says where it listens, and ends with 0 on SIGTERM and SIGINT`, async () => {
    for (const signal of ["SIGTERM", "SIGINT"] as const) {
      const { child, event } = await startOn(runtime);
      assertEquals(event.name, "inference");
      assertMatch(event.url, /^http:\/\/127\.0\.0\.1:\d+$/);
      child.kill(signal);
      assertEquals(await child.exited, { code: 0, signal: null });
      assertEquals(child.log, []);
    }
  });

  for (const protocol of ["HTTP/1.1", "h2c"]) {
    test(`Simulator on ${runtime} answers what is under way over ${protocol} before it ends`, async () => {
      using client = Deno.createHttpClient(
        protocol === "h2c" ? { http1: false } : { http2: false },
      );
      const { child, event } = await startOn(runtime, { MODEL_BATCH_WAIT_MAX_MS: "1000" });
      const responses = Array.from(
        { length: 5 },
        () => fetch(`${event.url}/infer`, { method: "POST", body: samples, client }),
      );
      while ((await statsOf(event.url)).requests < 5) { /* until all five have arrived */ }
      child.kill("SIGTERM");
      for (const response of await Promise.all(responses)) {
        assertEquals((await response.json()).audio_bytes, 32_000);
      }
      assertEquals((await child.exited).code, 0);
    });
  }

  test(`Simulator on ${runtime} says in one line that its port is taken, and ends with 1`, async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    const { port } = other.address() as AddressInfo;
    const child = await spawnSimulator(runtime, { PORT: String(port) });
    assertEquals((await child.exited).code, 1);
    assertEquals(child.log, [
      `Cannot listen on 127.0.0.1:${port}: expected a free port, got EADDRINUSE`,
    ]);
    other.close();
  });
}

test("Simulator cuts what lasts longer than its deadline, and ends with 0 all the same", async () => {
  const { child, event } = await startOn("node", { MODEL_DELAY_MS: "3600000" });
  const response = fetch(`${event.url}/infer`, { method: "POST", body: samples })
    .then(() => "answered", () => "cut");
  while ((await statsOf(event.url)).active < 1) { /* until it waits */ }
  child.kill("SIGTERM");
  assertEquals(await response, "cut");
  assertEquals((await child.exited).code, 0);
});

test("Simulator names all wrong variables, and ends with 2", async () => {
  const child = await spawnSimulator("node", { PORT: "10abc", CPU_PASSES: "-1" });
  assertEquals((await child.exited).code, 2);
  assertEquals(child.log, [
    'Cannot parse PORT: expected an integer in 0–65535, got "10abc"',
    'Cannot parse CPU_PASSES: expected an integer ≥ 0, got "-1"',
  ]);
});

test("Simulator refuses to run on Deno and says why", async () => {
  const child = await spawnSimulator("deno");
  assertEquals((await child.exited).code, 1);
  assertMatch(child.log.join("\n"), /^Cannot run on Deno: .*denoland\/deno#36788/);
});

test("Simulator computes on threads where it is told to", async () => {
  const { child, event } = await startOn("node", { WORKER_THREADS: "2" });
  const bodies = Array.from({ length: 20 }, async () => {
    const response = await fetch(`${event.url}/infer`, { method: "POST", body: samples });
    return (await response.json()).checksum;
  });
  assertEquals(await Promise.all(bodies), Array(20).fill(1_244_816_517));
  await child.stop();
});

test("Simulator holds at most MODEL_MAX_CONCURRENT and queues the others", async () => {
  const env = { MODEL_MAX_CONCURRENT: "2", MODEL_BATCH_WAIT_MAX_MS: "100" };
  const { child, event } = await startOn("node", env);
  const answers = Array.from({ length: 10 }, async () => {
    const response = await fetch(`${event.url}/infer`, { method: "POST", body: samples });
    return response.status === 200 && (await response.json()).audio_bytes === 32_000;
  });
  assertEquals(await Promise.all(answers), Array(10).fill(true));
  const { max_active, answered, queue_wait } = await statsOf(event.url);
  assertEquals([max_active, answered, queue_wait.count], [2, 10, 10]);
  await child.stop();
});

test("Simulator answers 413 over h2c, and buffers no more than MAX_BODY_BYTES", async () => {
  const { child, event } = await startOn("node", { MAX_BODY_BYTES: "100000" });
  using client = Deno.createHttpClient({ http1: false });
  const post = (body: BodyInit) => fetch(`${event.url}/infer`, { method: "POST", body, client });
  const chunked = ReadableStream.from([new Uint8Array(60_000), new Uint8Array(60_000)]);
  for (const body of [new Uint8Array(100_002), chunked]) {
    const response = await post(body);
    assertEquals(response.status, 413);
    await response.body?.cancel();
  }
  assertEquals((await post(new Uint8Array(100_000))).status, 200);
  await child.stop();
});

test("Simulator survives connections that say nothing, half a preface, and rubbish", async () => {
  const { child, event } = await startOn("node");
  const port = Number(new URL(event.url).port);
  for (const text of ["", "PRI", "PRI * HTTP/2.0\r\n\r\nXX\r\n\r\n", "\0\x01\x02\r\n\r\n"]) {
    const socket = connect(port, "127.0.0.1");
    socket.on("error", () => {});
    socket.end(text);
    socket.resume();
    await once(socket, "close");
  }
  assertEquals((await fetch(`${event.url}/health`)).status, 200);
  await child.stop();
  assertEquals(child.log, []);
});
