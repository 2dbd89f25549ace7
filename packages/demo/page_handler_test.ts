import { readdir, readFile } from "node:fs/promises";
import { test } from "node:test";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import type { PageConfig } from "./page_config.ts";
import { createPageHandler } from "./page_handler.ts";

const HOST = "127.0.0.1:3100";

const config: PageConfig = {
  gateway_url: "ws://127.0.0.1:1/ws/stt",
  gateway_name: "the gateway",
  token: "secret",
  is_simulated: true,
  slo: { name: "balanced", newest_p95_ms: 350, oldest_p95_ms: 1650 },
};

async function ask(
  path: string,
  host = HOST,
  init: RequestInit = {},
  gateway_url = config.gateway_url,
): Promise<Response> {
  const handle = createPageHandler(Promise.resolve({ ...config, gateway_url }), [HOST]);
  return await handle(new Request(`http://${host}${path}`, init));
}

test("Page handler serves the page and everything that it imports", async () => {
  const page = await ask("/");
  assertEquals(page.headers.get("content-type"), "text/html; charset=utf-8");
  assertStringIncludes(await page.text(), "<h1>");
  const names = await readdir(new URL("./page/", import.meta.url));
  for (const name of names.filter((name) => !name.endsWith("_test.ts"))) {
    const response = await ask(`/${name}`);
    assertEquals(response.status, 200, name);
    const text = await readFile(new URL(`./page/${name}`, import.meta.url), "utf8");
    assertEquals(await response.text(), text);
  }
  const script = await ask("/app.js");
  assertEquals(script.headers.get("content-type"), "text/javascript; charset=utf-8");
  await script.body?.cancel();
});

for (
  const path of [
    "/nothing.js",
    "/stt_client_test.ts",
    "/..%2fmain.ts",
    "/%2e%2e/mod.ts",
    "/page/app.js",
  ]
) {
  test(`Page handler has nothing at ${path}`, async () => {
    assertEquals((await ask(path)).status, 404);
  });
}

test("Page handler tells the page where its gateway is", async () => {
  assertEquals(await (await ask("/config.json")).json(), config);
});

test("Page handler asks the gateway for its readiness", async () => {
  const { status, text } = await (await ask("/ready.json")).json();
  assertEquals(status, null);
  assert(text.length > 0);
});

test("Page handler lets the page talk to its gateway only", async () => {
  const policy = (await ask("/")).headers.get("content-security-policy") ?? "";
  assertStringIncludes(policy, "connect-src 'self' ws://127.0.0.1:1;");
  assertStringIncludes(policy, "default-src 'none'");
});

test("Page handler lets the page talk to a gateway at an address of IPv6", async () => {
  const { headers } = await ask("/", HOST, {}, "wss://[::1]:3000/ws/stt");
  assertStringIncludes(headers.get("content-security-policy") ?? "", "connect-src 'self' wss:;");
});

test("Page handler refuses a page elsewhere whose name points here", async () => {
  const response = await ask("/config.json", "example.org:3100");
  assertEquals(response.status, 421);
  assertEquals((await response.text()).includes("secret"), false);
});

test("Page handler takes GET only", async () => {
  assertEquals((await ask("/", HOST, { method: "POST" })).status, 405);
});

test("Page handler lets requests wait until it is known where the gateway is", async () => {
  const known = Promise.withResolvers<PageConfig>();
  const response = createPageHandler(known.promise, [HOST])(
    new Request(`http://${HOST}/config.json`),
  );
  known.resolve(config);
  assertEquals(await (await response).json(), config);
});
