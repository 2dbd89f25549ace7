import process from "node:process";
import { test } from "node:test";
import { assert, assertEquals } from "@std/assert";
import { freePort, startGateway, startSimulator } from "@stt-bench/bench";
import { parseServerMessage } from "@stt-bench/protocol";
import { withoutBrowser } from "@stt-bench/toolchain";
import { DemoBrowser } from "./testing/demo_browser.ts";
import { DemoProgram } from "./testing/demo_program.ts";

const skip = withoutBrowser ?? false;

test(
  "Demo says what /ready says when the gateway is full, and gets in later",
  { skip },
  async () => {
    await using program = await DemoProgram.start([], { MAX_SESSIONS: "1" });
    await using browser = await DemoBrowser.open();
    const first = await browser.show(program.url);
    await first.press("Tone");
    await first.untilWords(1);
    const second = await browser.show(program.url);
    await second.press("Tone");
    await second.untilNotice("The gateway refused the connection, or isn't there.");
    await second.untilNotice("Its /ready says 503: The gateway has no room for another session.");
    await second.untilStatus("Reconnecting…");
    await first.press("Stop");
    await first.untilStatus("Stopped");
    // The button goes when its page tries again by itself.
    await Promise.any([second.press("Connect now"), second.untilWords(1)]);
    await second.untilWords(1);
    assertEquals(await second.page.locator("#notice").isVisible(), false);
    assertEquals([...first.errors, ...second.errors], []);
  },
);

test("Demo brings its token, and names what may be wrong without one", { skip }, async () => {
  const gateway = await startGateway("node", { env: { AUTH_TOKENS: "secret" } });
  try {
    const flags = ["--gateway", gateway.url.replace("http", "ws")];
    await using without = await DemoProgram.start(flags);
    await using program = await DemoProgram.start([...flags, "--token", "secret"]);
    await using browser = await DemoBrowser.open();
    const refused = await browser.show(without.url);
    await refused.press("Tone");
    await refused.untilNotice("Its /ready says that it takes sessions");
    await refused.untilNotice("lack its token (401)");
    await refused.press("Stop");
    await refused.untilStatus("Stopped");
    assertEquals(await refused.page.locator("#notice").isVisible(), false);
    const demo = await browser.show(program.url);
    await demo.press("Tone");
    await demo.untilLogged("start");
    assertEquals([...refused.errors, ...demo.errors], []);
  } finally {
    await gateway.child.stop();
  }
});

test("Demo names its origin as what may be wrong", { skip }, async () => {
  const gateway = await startGateway("bun", { env: { ALLOWED_ORIGINS: "https://example.org" } });
  try {
    const flags = ["--gateway", gateway.url.replace("http", "ws")];
    await using program = await DemoProgram.start(flags);
    await using browser = await DemoBrowser.open();
    const demo = await browser.show(program.url);
    await demo.press("Tone");
    await demo.untilNotice("come from an origin that isn't allowed (403)");
    assertEquals(demo.errors, []);
  } finally {
    await gateway.child.stop();
  }
});

for (
  const [variant, signal, close] of [
    ["deno", "SIGTERM", "close 1012"],
    ["node-tuned", "SIGTERM", "close 1012"],
    ["bun", "SIGKILL", "close 1006"],
  ] as const
) {
  test(`Demo comes back when ${variant} ends by ${signal} and restarts`, { skip }, async () => {
    await using program = await DemoProgram.start(["--variant", variant]);
    await using browser = await DemoBrowser.open();
    const demo = await browser.show(program.url);
    await demo.press("Microphone");
    await demo.untilWords(1);
    process.kill(program.gatewayPid, signal);
    await demo.untilLogged(close);
    await demo.page.locator("#transcript .gap").waitFor();
    const words = await demo.words.count();
    await demo.untilWords(words + 2);
    assertEquals(await demo.textOf("#status-text"), "Streaming");
    assertEquals(demo.sentTexts, Array(demo.sentTexts.length).fill('{"type":"start"}'));
    const last = parseServerMessage(demo.received.at(-1)!);
    const sent = Number(await demo.textOf("#count-sent"));
    assert(last.newest_frame_seq < sent, `frames count from 1 again, got ${last.newest_frame_seq}`);
    assert(Number(await demo.textOf("#count-dropped")) > 0);
    assertEquals(demo.errors, []);
  });
}

test(
  "Demo waits for a gateway that isn't there, until it is told that it is",
  { skip },
  async () => {
    const port = await freePort();
    await using program = await DemoProgram.start(["--gateway", `ws://127.0.0.1:${port}`]);
    await using browser = await DemoBrowser.open();
    // The next attempt never comes by itself: timers that are longer than those that draw don't run.
    const patient = `const original = setTimeout;
    globalThis.setTimeout = (run, ms) => ms > 200 ? 0 : original(run, ms);`;
    const demo = await browser.show(program.url, {}, patient);
    await demo.press("Tone");
    await demo.untilNotice("Its /ready gives no answer");
    const simulator = await startSimulator();
    const env = { PORT: String(port), INFERENCE_URL: simulator.url };
    const gateway = await startGateway("bun", { env });
    try {
      await demo.press("Connect now");
      await demo.untilWords(1);
      assertEquals(demo.errors, []);
    } finally {
      await gateway.child.stop();
      await simulator.child.stop();
    }
  },
);

test("Demo shows lost batches with kind and frames, and goes on", { skip }, async () => {
  await using program = await DemoProgram.start(["--inference-url", "http://127.0.0.1:1"]);
  await using browser = await DemoBrowser.open();
  const demo = await browser.show(program.url);
  await demo.press("Tone");
  await demo.page.locator("#transcript .lost").nth(1).waitFor();
  const [first = ""] = await demo.page.locator("#transcript .lost").allInnerTexts();
  assert(/^connection_reset: frames 1–\d+ lost$/.test(first), first);
  await demo.untilLogged("error connection_reset, frames 1–");
  assertEquals(await demo.textOf("#status-text"), "Streaming");
  assert(Number(await demo.textOf("#count-errors")) >= 2);
  assertEquals(demo.errors, []);
});

test("Demo page says so when the demo has ended", { skip }, async () => {
  const program = await DemoProgram.start();
  await using browser = await DemoBrowser.open();
  const demo = await browser.show(program.url);
  await demo.press("Tone");
  await demo.untilWords(1);
  await program.end("SIGINT");
  await demo.untilNotice("The demo itself has ended: start it again.");
  await demo.press("Stop");
  await demo.untilStatus("Stopped");
});
