import { once } from "node:events";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { test } from "node:test";
import { assertEquals, assertMatch, assertRejects } from "@std/assert";
import { UsageError } from "@stt-bench/program";
import { goodSample } from "../testing/live_sample.ts";
import { LivePage } from "./live_page.ts";

/** Reads events until `isEnough`. */
async function readEvents(url: string, isEnough: (text: string) => boolean): Promise<string> {
  const response = await fetch(new URL("events", url));
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of response.body!) {
    text += decoder.decode(chunk, { stream: true });
    if (isEnough(text)) break;
  }
  return text;
}

test("LivePage shows a run to who was there before, and to who comes later, as it goes on", async () => {
  const page = await LivePage.open(0, "bench");
  assertMatch(page.url, /^http:\/\/127\.0\.0\.1:\d+\/$/);
  const hasSample = (text: string) => text.includes('"newestP50Ms":94.2');
  const early = readEvents(page.url, (text) => hasSample(text) && text.includes("event: sample\n"));
  while (page.readers === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  await page.progress.step({ title: "bun: 5 sessions" }, async (report) => {
    report({ kind: "sample", sample: goodSample });
    await early;
    // Nobody but the late reader is there, and it is not told again.
    assertMatch(await readEvents(page.url, hasSample), /event: samples\ndata: {"step":0,/);
  });
  await page.close();
});

test("LivePage ends all events, and holds nothing, when it closes", async () => {
  const page = await LivePage.open(0, "bracket");
  const reading = readEvents(page.url, () => false);
  while (page.readers === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  page.conclude("invalid");
  await page.close();
  const events = (await reading).trim().split("\n\n");
  assertMatch(events.at(-1)!, /"outcome":"invalid"/);
  await assertRejects(() => fetch(page.url));
});

test("LivePage serves its files with a policy that lets nothing in from elsewhere", async () => {
  const page = await LivePage.open(0, "bench");
  for (
    const [path, status, type] of [
      ["", 200, "text/html; charset=utf-8"],
      ["app.js", 200, "text/javascript; charset=utf-8"],
      ["style.css", 200, "text/css; charset=utf-8"],
      ["nothing.js", 404, null],
      ["words_test.ts", 404, null],
      ["%2e%2e/live_page.ts", 404, null],
    ] as const
  ) {
    const response = await fetch(page.url + path);
    await response.body?.cancel();
    assertEquals([path, response.status], [path, status]);
    if (type !== null) assertEquals(response.headers.get("content-type"), type);
    assertMatch(response.headers.get("content-security-policy")!, /^default-src 'none'; /);
  }
  await page.close();
});

test("LivePage says that its port is taken", async () => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const error = await assertRejects(() => LivePage.open(port, "bench"), UsageError);
  assertMatch(
    error.message,
    new RegExp(`^Cannot serve the live page: expected a free port, got ${port}: .* in use`),
  );
  server.close();
});
