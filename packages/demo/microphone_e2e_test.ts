import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { withoutBrowser } from "@stt-bench/toolchain";
import { DemoBrowser } from "./testing/demo_browser.ts";
import { DemoProgram } from "./testing/demo_program.ts";
import { until } from "./testing/until.ts";

const skip = withoutBrowser ?? false;

/** Makes `getUserMedia` fail as browsers do: no flag of Chromium brings each of these about. */
function failingMicrophone(name: string): string {
  return `MediaDevices.prototype.getUserMedia = () => {
    return Promise.reject(new DOMException("no", ${JSON.stringify(name)}));
  };`;
}

test(
  "Demo says that the microphone is blocked, and streams a tone all the same",
  { skip },
  async () => {
    await using program = await DemoProgram.start();
    // Nobody is there to answer Chromium's question, which it takes for a no.
    await using browser = await DemoBrowser.open(["--use-fake-device-for-media-stream"]);
    const demo = await browser.show(program.url);
    await demo.press("Microphone");
    await demo.untilNotice("The microphone is blocked. Allow it for this page");
    assertEquals(await demo.textOf("#status-text"), "No audio");
    assertEquals(await demo.page.getByRole("button", { name: "Stop" }).isDisabled(), true);
    assertEquals(demo.sentTexts, []);
    await demo.press("Tone");
    await demo.untilWords(1);
    assertEquals(demo.errors, []);
  },
);

test(
  "Demo says what is wrong with the microphone, by the name of the error",
  { skip },
  async () => {
    await using program = await DemoProgram.start(["--gateway", "ws://127.0.0.1:1"]);
    await using browser = await DemoBrowser.open();
    for (
      const [error, notice] of [
        ["NotFoundError", "There is no microphone."],
        ["NotReadableError", "The microphone doesn't give any sound."],
        ["AbortError", "This can't be streamed. AbortError: no"],
      ] as const
    ) {
      const demo = await browser.show(program.url, {}, failingMicrophone(error));
      await demo.press("Microphone");
      await demo.untilNotice(notice);
      assertEquals(demo.errors, []);
    }
  },
);

test("Demo finds no microphone where there is none", { skip }, async () => {
  await using program = await DemoProgram.start(["--gateway", "ws://127.0.0.1:1"]);
  await using browser = await DemoBrowser.open(["--use-fake-ui-for-media-stream"]);
  const demo = await browser.show(program.url);
  await demo.press("Microphone");
  await demo.untilNotice("There is no microphone.");
  assertEquals(demo.errors, []);
});

test("Demo can be stopped while the browser asks for the microphone", { skip }, async () => {
  await using program = await DemoProgram.start();
  await using browser = await DemoBrowser.open();
  const later = `const ask = MediaDevices.prototype.getUserMedia;
    MediaDevices.prototype.getUserMedia = async function (...args) {
      await new Promise((resolve) => globalThis.answer = resolve);
      globalThis.given = await ask.apply(this, args);
      return globalThis.given;
    };`;
  const demo = await browser.show(program.url, {}, later);
  await demo.press("Microphone");
  const asks = () => demo.page.evaluate<boolean>("globalThis.answer !== undefined");
  await until(asks, "the browser to ask");
  await demo.press("Stop");
  await demo.untilStatus("Stopped");
  await demo.page.evaluate("globalThis.answer()");
  const given = "globalThis.given?.getAudioTracks()[0].readyState";
  const isReleased = async () => await demo.page.evaluate(given) === "ended";
  await until(isReleased, "the microphone to be let go");
  assertEquals([await demo.textOf("#status-text"), demo.sentTexts], ["Stopped", []]);
  assertEquals(demo.errors, []);
});

test("Demo lets the microphone go when it may not connect", { skip }, async () => {
  await using program = await DemoProgram.start(["--gateway", "ws://127.0.0.1:1"]);
  await using browser = await DemoBrowser.open();
  const refuse = `const ask = MediaDevices.prototype.getUserMedia;
    MediaDevices.prototype.getUserMedia = async function (...args) {
      return globalThis.given = await ask.apply(this, args);
    };
    globalThis.WebSocket = class {
      constructor() { throw new DOMException("insecure", "SecurityError"); }
    };`;
  const demo = await browser.show(program.url, {}, refuse);
  await demo.press("Microphone");
  await demo.untilNotice("This can't be streamed. SecurityError: insecure");
  assertEquals(
    await demo.page.evaluate("globalThis.given.getAudioTracks()[0].readyState"),
    "ended",
  );
  assertEquals(demo.errors, []);
});

test("Demo ends the session when the microphone goes away", { skip }, async () => {
  await using program = await DemoProgram.start();
  await using browser = await DemoBrowser.open();
  const keep = `const ask = MediaDevices.prototype.getUserMedia;
    MediaDevices.prototype.getUserMedia = async function (...args) {
      return globalThis.given = await ask.apply(this, args);
    };`;
  const demo = await browser.show(program.url, {}, keep);
  await demo.press("Microphone");
  await demo.untilWords(1);
  // Browsers fire it when a device is unplugged; a script's own stop() doesn't.
  await demo.page.evaluate(
    "globalThis.given.getAudioTracks()[0].dispatchEvent(new Event('ended'))",
  );
  await demo.untilStatus("Stopped");
  await demo.untilLogged("close 1000");
  assertEquals(demo.errors, []);
});

test("Demo says what a browser lacks", { skip }, async () => {
  await using program = await DemoProgram.start(["--gateway", "ws://127.0.0.1:1"]);
  await using browser = await DemoBrowser.open();
  const demo = await browser.show(program.url, {}, "delete globalThis.AudioWorkletNode");
  await demo.untilNotice("This browser can't do it. It lacks AudioWorklet.");
  for (const name of ["Microphone", "WAV file…", "Tone", "Stop"]) {
    assertEquals(await demo.page.getByRole("button", { name, exact: true }).isDisabled(), true);
  }
  const withoutDevices = "delete Navigator.prototype.mediaDevices";
  const other = await browser.show(program.url, {}, withoutDevices);
  const isDisabled = (name: string) =>
    other.page.getByRole("button", { name, exact: true }).isDisabled();
  assertEquals([await isDisabled("Microphone"), await isDisabled("Tone")], [true, false]);
  assertEquals([...demo.errors, ...other.errors], []);
});
