import { createServer } from "node:http";
import type { RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { test } from "node:test";
import { read } from "@stt-bench/program";
import { assertEquals, assertMatch, assertRejects } from "@std/assert";
import { withCollector } from "../testing/with_collector.ts";
import { CollectorError, joinBarrier, measureClock, runUrl, uploadFile } from "./mod.ts";

const { signal } = new AbortController();

/** Gives `use` the URL of a run at a server that answers as `listener` does. */
async function withServer(
  listener: RequestListener,
  use: (url: string) => Promise<void>,
): Promise<void> {
  const server = createServer(listener).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  try {
    await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}/runs/one`);
  } finally {
    server.close();
    server.closeAllConnections();
  }
}

test("joinBarrier lets all shards begin at the same instant", () =>
  withCollector({}, async (url) => {
    const run = `${url}/runs/one`;
    const join = (index: number) => joinBarrier(run, { index, count: 3 }, { signal });
    const starts = await Promise.all([join(0), join(1), join(2)]);
    assertEquals(new Set(starts).size, 1);
    const { message } = await assertRejects(() => join(1), CollectorError);
    assertMatch(
      message,
      /^Cannot join the barrier at .* as shard 1 of 3: got status 409: Expected/,
    );
  }));

test("joinBarrier says who is missing", () =>
  withCollector({ BARRIER_TIMEOUT_MS: "20" }, async (url) => {
    const join = () => joinBarrier(`${url}/runs/one`, { index: 1, count: 3 }, { signal });
    assertMatch((await assertRejects(join, CollectorError)).message, /got 1: missing 0, 2$/);
  }));

test("joinBarrier ends at once when it is interrupted", () =>
  withCollector({}, async (url) => {
    const interruption = new AbortController();
    const options = { signal: interruption.signal };
    const joined = joinBarrier(`${url}/runs/one`, { index: 0, count: 2 }, options);
    const stopped = assertRejects(() => joined, DOMException, "enough");
    interruption.abort(new DOMException("enough", "AbortError"));
    await stopped;
    await assertRejects(() => joinBarrier(`${url}/runs/one`, { index: 0, count: 2 }, options));
  }));

test("joinBarrier comes again, as the same shard, when it was sent away or its answer got lost", async () => {
  const urls: string[] = [];
  await withServer((request, response) => {
    urls.push(request.url!);
    if (urls.length === 1) response.writeHead(503).end();
    else if (urls.length === 2) request.socket.destroy();
    else response.end('{"start_at_epoch_ms": 5}');
  }, async (url) => {
    assertEquals(await joinBarrier(url, { index: 2, count: 4 }, { signal }), 5);
  });
  assertMatch(urls[0]!, /^\/runs\/one\/shards\/2\?of=4&id=[\w-]+$/);
  assertEquals([urls.length, new Set(urls).size], [3, 1]);
});

test("joinBarrier is as patient after a long wait as it was before", async () => {
  let requests = 0;
  let atMs = 0;
  await withServer((request, response) => {
    requests++;
    atMs += requests === 1 ? 60_000 : 400;
    if (requests === 1) request.socket.destroy();
    else if (requests < 4) response.writeHead(503).end();
    else response.end('{"start_at_epoch_ms": 5}');
  }, async (url) => {
    const patience = { signal, patienceMs: 1000, nowMs: () => atMs };
    assertEquals(await joinBarrier(url, { index: 0, count: 1 }, patience), 5);
  });
});

test("joinBarrier loses patience with a collector that always turns it away", () =>
  withServer((_, response) => response.writeHead(503).end('{"error": "full"}'), async (url) => {
    const join = () => joinBarrier(url, { index: 0, count: 1 }, { signal, patienceMs: 50 });
    const { message } = await assertRejects(join, CollectorError);
    assertMatch(message, /: tried for 50 ms, got status 503: full$/);
  }));

const answers: [status: number, text: string, message: RegExp][] = [
  [200, "hello", /expected a collector's answer, got /],
  [200, "{}", /expected a collector's answer, got /],
  [404, "", /got status 404$/],
  [500, '{"error": "Cannot serve"}', /got status 500: Cannot serve$/],
];

for (const [status, text, message] of answers) {
  test(`joinBarrier doesn't come again after status ${status} with ${JSON.stringify(text)}`, () =>
    withServer((_, response) => response.writeHead(status).end(text), async (url) => {
      const join = () => joinBarrier(url, { index: 0, count: 1 }, { signal });
      assertMatch((await assertRejects(join, CollectorError)).message, message);
    }));
}

test("measureClock finds how far our clock is ahead", () =>
  withCollector({}, async (url) => {
    const epochMs = () => Date.now() + 3_600_000;
    const { skewMs, roundTripMs } = await measureClock(`${url}/runs/one`, { signal, epochMs });
    // The clocks are the same one: what remains is at most half an exchange, and their milliseconds.
    assertEquals(Math.abs(skewMs - 3_600_000) <= roundTripMs / 2 + 2, true);
  }));

test("measureClock believes the quickest exchange", async () => {
  const durations = [50, 7, 90, 3, 20, 5, 4, 60, 30];
  let atMs = 0;
  let i = 0;
  // The time of the way there, all of it: the skew looks like minus half of it.
  await withServer((_, response) => {
    atMs += durations[i++]!;
    response.end(JSON.stringify({ epoch_ms: atMs }));
  }, async (url) => {
    const reading = await measureClock(url, { signal, epochMs: () => atMs, nowMs: () => atMs });
    assertEquals(reading, { skewMs: -1.5, roundTripMs: 3 });
  });
  assertEquals(i, durations.length);
});

test("measureClock asks at the root of the service, also behind a proxy", async () => {
  const paths = new Set<string | undefined>();
  await withServer((request, response) => {
    paths.add(request.url);
    response.end('{"epoch_ms": 1}');
  }, async (url) => {
    await measureClock(url.replace("/runs/", "/proxy/runs/"), { signal });
  });
  assertEquals([...paths], ["/proxy/clock"]);
});

test("uploadFile uploads a file, and the same one again", () =>
  withCollector({}, async (url) => {
    const run = `${url}/runs/one`;
    const upload = (text: string) =>
      uploadFile(run, "a.json", new TextEncoder().encode(text), { signal });
    await upload("{}");
    await upload("{}");
    assertEquals(await (await fetch(`${run}/files/a.json`)).text(), "{}");
    const { message } = await assertRejects(() => upload("[]"), CollectorError);
    assertMatch(message, /^Cannot upload a\.json to .*: got status 409: Expected a\.json as/);
  }));

test("uploadFile gives up when nobody is there for so long", async () => {
  let port = 0;
  await withServer(() => {}, (url) => {
    port = Number(new URL(url).port);
    return Promise.resolve();
  });
  const run = `http://127.0.0.1:${port}/runs/one`;
  const { message } = await assertRejects(
    () => uploadFile(run, "a", new Uint8Array(1), { signal, patienceMs: 50 }),
    CollectorError,
  );
  assertMatch(message, /^Cannot upload a to .*: tried for 50 ms, got \S/);
});

test("runUrl takes the URL of a run at a collector, and nothing else", () => {
  const good = ["http://x:8080/runs/a-1", "https://x/api/proxy/runs/0"];
  for (const url of good) assertEquals(read("--barrier", runUrl(), url), { ok: true, value: url });
  const wrong = ["ws://x/runs/a", "http://x/runs", "http://x/runs/", "http://x/runs/A", "x/runs/a"];
  for (const url of [...wrong, "http://x/runs/a?b=c", "http://x/runs/a#b", "http://u:p@x/runs/a"]) {
    assertEquals(read("--barrier", runUrl(), url).ok, false, url);
  }
});
