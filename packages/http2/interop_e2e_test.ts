import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { connect } from "node:net";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { assert, assertEquals, assertMatch } from "@std/assert";
import { Child, freePort } from "@stt-bench/bench";
import { findTool } from "@stt-bench/toolchain";
import { RequestLayout } from "./mod.ts";
import { hostileServerProblem, startHostileServer } from "./testing/hostile_server.ts";
import { postAll, type PostReport } from "./testing/socket_client.ts";

const UNIT_BYTES = 640;

/** Bodies of 49, 50 and 51 units, all different, of letters alone so that an echo is a text. */
const bodies = Array.from({ length: 60 }, (_, index) => {
  const bytes = new Uint8Array((49 + index % 3) * UNIT_BYTES);
  for (let i = 0; i < bytes.length; i++) bytes[i] = 0x61 + (i * 7 + i % 11 + index) % 26;
  return bytes;
});

function layoutFor(url: string): RequestLayout {
  const { host } = new URL(url);
  const headers = { "content-type": "application/octet-stream" };
  return new RequestLayout({ authority: host, path: "/infer", headers, unitBytes: UNIT_BYTES });
}

/** Every body was answered with its own length and hash. */
function assertHashes({ results }: PostReport): void {
  const texts = results.map((result) => result.outcome === "answered" ? result.body : result);
  assertEquals(texts, bodies.map(hashOf));
}

function hashOf(body: Uint8Array): string {
  const sha256 = createHash("sha256").update(body).digest("hex");
  return JSON.stringify({ bytes: body.length, sha256 });
}

/** Runs `use` with a server in a process of its own. */
async function withServer(
  command: readonly [string, ...string[]],
  use: (url: string) => Promise<void>,
  env: Record<string, string> = {},
): Promise<void> {
  const child = new Child({ name: command.join(" "), command, env });
  await useChild(child, async () => use((await child.listening()).url));
}

/** Runs `use`, ends the child, and sees that it had nothing to say. */
async function useChild(child: Child, use: () => Promise<void>): Promise<void> {
  try {
    await use();
  } finally {
    await child.stop();
  }
  assertEquals(child.log, []);
}

const fixture = (name: string) =>
  fileURLToPath(new URL(`testing/servers/${name}`, import.meta.url));

for (const initialWindowSize of [2 ** 20, 65_535, 1000]) {
  test(`node:http2 reads every body, with windows of ${initialWindowSize} bytes`, async () => {
    const node = await findTool("node");
    await withServer([node.path, fixture("node_server.ts")], async (url) => {
      const report = await postAll(url, layoutFor(url), bodies);
      assertHashes(report);
      assertEquals([report.connections, report.refusals], [1, 0]);
    }, { SETTINGS: JSON.stringify({ initialWindowSize, maxConcurrentStreams: 20 }) });
  });
}

test("Bun.serve reads every body", async () => {
  const bun = await findTool("bun");
  await withServer([bun.path, "run", fixture("bun/main.ts")], async (url) => {
    const report = await postAll(url, layoutFor(url), bodies);
    assertHashes(report);
    assertEquals([report.connections, report.refusals], [1, 0]);
  });
});

test("Deno.serve reads every body", async () => {
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, async (request) => {
    return new Response(hashOf(new Uint8Array(await request.arrayBuffer())));
  });
  try {
    const url = `http://127.0.0.1:${server.addr.port}`;
    const report = await postAll(url, layoutFor(url), bodies);
    assertHashes(report);
    assertEquals([report.connections, report.refusals], [1, 0]);
  } finally {
    await server.shutdown();
  }
});

/** Waits for a server that does not tell when it listens: nghttpd's output is in its buffer. */
async function untilListening(port: number): Promise<void> {
  for (;;) {
    const socket = connect(port, "127.0.0.1");
    const isThere = await new Promise((resolve) => {
      socket.on("connect", () => resolve(true)).on("error", () => resolve(false));
    });
    socket.destroy();
    if (isThere) return;
  }
}

const nghttpd = ["/usr/sbin/nghttpd", "/usr/bin/nghttpd"].find(existsSync);
const skipNghttpd = nghttpd === undefined ? "expected nghttpd of nghttp2-server, got none" : false;

for (const flags of [[], ["--padding=200"], ["-w", "10", "-W", "17"], ["-m", "1"]]) {
  test(`nghttpd ${flags.join(" ")} echoes every body`, { skip: skipNghttpd }, async () => {
    const port = await freePort();
    const child = new Child({
      name: "nghttpd",
      command: [nghttpd!, "-a", "127.0.0.1", "--no-tls", "--echo-upload", ...flags, `${port}`],
    });
    try {
      await Promise.race([untilListening(port), child.exited]);
      const url = `http://127.0.0.1:${port}`;
      const { results, connections } = await postAll(url, layoutFor(url), bodies);
      const decoder = new TextDecoder();
      const echoes = results.map((result) => result.outcome === "answered" ? result.body : result);
      assertEquals(echoes, bodies.map((body) => decoder.decode(body)));
      assertEquals(connections, 1);
    } finally {
      await child.stop();
    }
  });
}

const skipPython = hostileServerProblem() ?? false;

/** What the connection must look like besides that every body is answered. */
const mischiefs: Record<string, (report: PostReport) => void> = {
  Connection: isSmooth,
  TinyWindows: isSmooth,
  OneAtATime: isSmooth,
  ChangingSettings: isSmooth,
  Drip: isSmooth,
  Padding: isSmooth,
  Continuation: isSmooth,
  Trailers: isSmooth,
  Interim: isSmooth,
  DynamicTable: isSmooth,
  Pings: isSmooth,
  Refusing({ connections, refusals }) {
    assertEquals(connections, 1);
    assert(refusals > bodies.length);
  },
  Leaving({ connections, refusals, problems }) {
    // Five streams a connection: 1, 3, 5, 7 and 9.
    assertEquals(connections, bodies.length / 5);
    assert(refusals > 0);
    for (const problem of problems) assertEquals(problem, "the server said GOAWAY NO_ERROR");
  },
};

function isSmooth({ connections, refusals, problems }: PostReport): void {
  assertEquals([connections, refusals, problems], [1, 0, []]);
}

async function withHostileServer(
  mischief: string,
  use: (url: string) => Promise<void>,
): Promise<void> {
  const { child, url } = await startHostileServer(mischief);
  await useChild(child, () => use(url));
}

for (const [mischief, check] of Object.entries(mischiefs)) {
  test(`A python3-h2 server answers every body: ${mischief}`, { skip: skipPython }, async () => {
    await withHostileServer(mischief, async (url) => {
      const report = await postAll(url, layoutFor(url), bodies);
      assertHashes(report);
      check(report);
    });
  });
}

test("A python3-h2 server that answers before it has read is understood", {
  skip: skipPython,
}, async () => {
  await withHostileServer("EarlyAnswer", async (url) => {
    const { results, connections } = await postAll(url, layoutFor(url), bodies);
    const statuses = results.map((result) =>
      result.outcome === "answered" ? result.status : result
    );
    assertEquals(statuses, bodies.map((_, index) => index % 2 === 0 ? 200 : 413));
    assertEquals(connections, 1);
  });
});

for (const mischief of ["PingFlood", "SettingsFlood", "ContinuationFlood"]) {
  test(`A python3-h2 server that floods is left: ${mischief}`, { skip: skipPython }, async () => {
    await withHostileServer(mischief, async (url) => {
      const { results } = await postAll(url, layoutFor(url), bodies.slice(0, 1));
      const [result] = results;
      assertEquals(result!.outcome, "lost");
      if (result!.outcome === "lost") assertMatch(result!.message, /ENHANCE_YOUR_CALM/);
    });
  });
}
