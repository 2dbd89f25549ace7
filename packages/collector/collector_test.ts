import { connect } from "node:net";
import { readdir, readFile, readlink } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { assertEquals, assertMatch, assertRejects, assertStringIncludes } from "@std/assert";
import { readConfig, startCollector } from "./mod.ts";
import { withCollector } from "./testing/with_collector.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

async function put(url: string, text: string): Promise<number> {
  const answer = await fetch(url, { method: "PUT", body: bytes(text) });
  await answer.text();
  return answer.status;
}

async function post(url: string): Promise<[number, unknown]> {
  const answer = await fetch(url, { method: "POST" });
  return [answer.status, await answer.json()];
}

/** Paths of the files in `folder` that this process has open; none where there is no /proc. */
async function openFilesIn(folder: string): Promise<string[]> {
  const names = await readdir("/proc/self/fd").catch(() => []);
  const links = names.map((fd) => readlink(`/proc/self/fd/${fd}`).catch(() => ""));
  return (await Promise.all(links)).filter((path) => path.startsWith(folder));
}

/** Until `metric` has that value. */
async function metricIs(url: string, metric: string, value: number): Promise<void> {
  while (!(await (await fetch(`${url}/metrics`)).text()).includes(`\n${metric} ${value}\n`)) {
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

test("Collector lets the shards of a run start together, each run for itself", () =>
  withCollector({ START_DELAY_MS: "3000" }, async (url) => {
    const beforeMs = Date.now();
    const answers = await Promise.all([
      post(`${url}/runs/one/shards/0?of=2`),
      post(`${url}/runs/two/shards/0?of=1`),
      post(`${url}/runs/one/shards/1?of=2`),
    ]);
    assertEquals(answers.map(([status]) => status), [200, 200, 200]);
    assertEquals(answers[0], answers[2]);
    const { start_at_epoch_ms } = answers[0]![1] as { start_at_epoch_ms: number };
    assertEquals(start_at_epoch_ms >= beforeMs + 3000, true);
    assertEquals((await post(`${url}/runs/one/shards/0?of=2`))[0], 409);
  }));

test("Collector names the shards that are missing when time is up", () =>
  withCollector({ BARRIER_TIMEOUT_MS: "20" }, async (url) => {
    const [status, body] = await post(`${url}/runs/one/shards/1?of=3`);
    assertEquals([status, (body as { missing: number[] }).missing], [408, [0, 2]]);
  }));

test("Collector forgets a shard whose connection is lost", () =>
  withCollector({}, async (url) => {
    const gone = new AbortController();
    const { signal } = gone;
    const lost = fetch(`${url}/runs/one/shards/0?of=2`, { method: "POST", signal });
    const failed = assertRejects(() => lost);
    await metricIs(url, "stt_collector_waiting_shards", 1);
    assertEquals((await fetch(`${url}/runs/one`, { method: "DELETE" })).status, 409);
    gone.abort();
    await failed;
    await metricIs(url, "stt_collector_waiting_shards", 0);
  }));

test("Collector takes files, lists them and gives them back", () =>
  withCollector({}, async (url, folder) => {
    const file = `${url}/runs/one/files/bun-10s.shard-0-of-2.summary.json`;
    assertEquals([await put(file, "{}"), await put(file, "{}"), await put(file, "[]")], [
      201,
      200,
      409,
    ]);
    assertEquals(await (await fetch(`${url}/runs/one/files`)).json(), {
      files: [{ name: "bun-10s.shard-0-of-2.summary.json", bytes: 2 }],
    });
    const answer = await fetch(file);
    assertEquals(answer.headers.get("content-type"), "application/json");
    assertEquals(answer.headers.get("cache-control"), "no-store");
    assertEquals(await answer.text(), "{}");
    assertEquals(await (await fetch(`${url}/runs`)).json(), {
      runs: [{ run: "one", files: 1, bytes: 2 }],
    });
    const gone = await fetch(`${url}/runs/one`, { method: "DELETE" });
    assertEquals([gone.status, await readdir(folder)], [204, []]);
  }));

test("Collector takes and gives a file of many chunks as it is", () =>
  withCollector({}, async (url, folder) => {
    const body = Uint8Array.from({ length: 3_000_001 }, (_, i) => (i * 31) % 251);
    const file = `${url}/runs/one/files/big`;
    const answer = await fetch(file, { method: "PUT", body });
    assertEquals([answer.status, await answer.json()], [201, { name: "big", outcome: "stored" }]);
    const kept = await readFile(join(folder, "one", "big"));
    const given = new Uint8Array(await (await fetch(file)).arrayBuffer());
    assertEquals(
      [body.every((b, i) => b === kept[i] && b === given[i]), kept.length, given.length],
      [
        true,
        body.length,
        body.length,
      ],
    );
  }));

test("Collector leaves no file open that only HEAD asked for", () =>
  withCollector({}, async (url, folder) => {
    const file = `${url}/runs/one/files/big.json`;
    await put(file, " ".repeat(1_000_000));
    const answer = await fetch(file, { method: "HEAD" });
    assertEquals([answer.status, answer.headers.get("content-type")], [200, "application/json"]);
    assertEquals(await openFilesIn(folder), []);
  }));

test("Collector keeps nothing of an upload that is cut short", () =>
  withCollector({}, async (url, folder) => {
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname);
    socket.write("PUT /runs/one/files/a HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf");
    await metricIs(url, "stt_collector_stored_bytes", 4);
    socket.destroy();
    await metricIs(url, "stt_collector_stored_bytes", 0);
    while ((await readdir(join(folder, "one"))).length > 0) { /* until it is deleted */ }
    assertEquals(await put(`${url}/runs/one/files/a`, "whole"), 201);
  }));

test("Collector ends uploads that take too long, and refuses one too many", () =>
  withCollector({ UPLOAD_TIMEOUT_MS: "300", MAX_UPLOADS: "1" }, async (url) => {
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname);
    const text = new Promise<string>((resolve) => socket.once("data", (d) => resolve(String(d))));
    socket.write("PUT /runs/one/files/a HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf");
    await metricIs(url, "stt_collector_stored_bytes", 4);
    const second = await fetch(`${url}/runs/one/files/b`, { method: "PUT", body: bytes("1") });
    assertEquals([second.status, second.headers.get("retry-after")], [503, "1"]);
    await second.text();
    assertMatch(await text, /^HTTP\/1\.1 408 /);
    socket.destroy();
  }));

test("Collector refuses a file that is too large", () =>
  withCollector({ MAX_FILE_BYTES: "3" }, async (url) => {
    assertEquals(await put(`${url}/runs/one/files/a`, "1234"), 413);
    assertEquals(await put(`${url}/runs/one/files/a`, "123"), 201);
  }));

const wrong: [method: string, path: string, status: number, error: string][] = [
  ["PUT", "/runs/One/files/a", 400, "Expected run as "],
  ["PUT", `/runs/${"r".repeat(64)}/files/a`, 400, "Expected run as "],
  ["PUT", "/runs/one/files/.barrier.json", 400, "Expected name as "],
  ["PUT", "/runs/one/files/..%2f..%2fetc", 400, 'got "../../etc"'],
  ["PUT", "/runs/%2e%2e/files/a", 404, "Expected a path of the collector"],
  ["GET", "/runs/one/files/%00", 400, 'got "\\u0000"'],
  ["GET", "/runs/one/files/a", 404, "Expected a file, got none named a"],
  ["DELETE", "/runs/one", 404, "Expected a run, got none named one"],
  ["POST", "/runs/one/shards/0", 400, "Cannot parse of: expected an integer in 1–1000"],
  ["POST", "/runs/one/shards/0?of=1001", 400, "Cannot parse of: expected an integer in 1–1000"],
  ["POST", "/runs/one/shards/2?of=2", 400, "Cannot parse the shard: expected an integer in 0–1"],
  ["POST", "/runs/one/shards/0?of=1&id=a%20b", 400, "Expected id as "],
  ["GET", "/nowhere", 404, "Expected a path of the collector, got /nowhere"],
];

test("Collector refuses what it doesn't understand, and says why", () =>
  withCollector({}, async (url, folder) => {
    for (const [method, path, status, error] of wrong) {
      const answer = await fetch(url + path, { method });
      const body = await answer.json() as { error: string };
      assertEquals(answer.status, status, `${method} ${path}: ${body.error}`);
      assertStringIncludes(body.error, error);
    }
    assertEquals(await readdir(folder), []);
  }));

test("Collector tells its time, its health and its numbers", () =>
  withCollector({}, async (url) => {
    const beforeMs = Date.now();
    const { epoch_ms } = await (await fetch(`${url}/clock`)).json() as { epoch_ms: number };
    assertEquals(beforeMs <= epoch_ms && epoch_ms <= Date.now(), true);
    for (const path of ["/health", "/ready"]) {
      const answer = await fetch(url + path);
      assertEquals([answer.status, (await answer.text()).length > 0], [200, true]);
    }
    await put(`${url}/runs/one/files/a`, "1234");
    await post(`${url}/runs/one/shards/0?of=1`);
    const text = await (await fetch(`${url}/metrics`)).text();
    for (
      const line of [
        "stt_collector_draining 0",
        "stt_collector_stored_bytes 4",
        "stt_collector_barriers_fallen_total 1",
        'stt_collector_uploads_total{outcome="stored"} 1',
      ]
    ) assertStringIncludes(text, `\n${line}\n`);
  }));

test("Collector that closes sends waiting shards away to come again", () =>
  withCollector({}, async (_, folder) => {
    const collector = await startCollector(readConfig({ PORT: "0", DATA_DIR: `${folder}/2` }));
    const waiting = post(`${collector.url}/runs/one/shards/0?of=2`);
    await metricIs(collector.url, "stt_collector_waiting_shards", 1);
    const closed = collector.close();
    assertEquals((await waiting)[0], 503);
    await closed;
    await assertRejects(() => fetch(`${collector.url}/health`));
  }));

test("startCollector says which folder it can't write, and which port is taken", () =>
  withCollector({}, async (url, folder) => {
    const { port } = new URL(url);
    const start = (env: Record<string, string>) => startCollector(readConfig(env));
    await assertRejects(
      () => start({ PORT: port, DATA_DIR: folder }),
      Error,
      `Cannot listen on 127.0.0.1:${port}: expected a free port, got EADDRINUSE`,
    );
    await assertRejects(
      () => start({ PORT: "0", DATA_DIR: "/dev/null/x" }),
      Error,
      "Cannot use DATA_DIR /dev/null/x: expected a folder to write, got ",
    );
  }));
