import { Buffer } from "node:buffer";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { variants } from "@stt-bench/bench";
import { inFolder } from "@stt-bench/program/testing";
import { parseServerMessage } from "@stt-bench/protocol";
import { withoutBrowser } from "@stt-bench/toolchain";
import { DemoBrowser } from "./testing/demo_browser.ts";
import { DemoProgram } from "./testing/demo_program.ts";
import { toneWav } from "./testing/tone_wav.ts";
import { until } from "./testing/until.ts";

const skip = withoutBrowser ?? false;

/** Rising zero crossings of `samples` per second. */
function frequency(samples: readonly number[]): number {
  const crossings = samples.flatMap((sample, i) =>
    (samples[i - 1] ?? 0) < 0 && sample >= 0 ? [i] : []
  );
  return (crossings.length - 1) / (crossings.at(-1)! - crossings[0]!) * 16_000;
}

for (const { name } of variants) {
  test(`Demo streams a microphone to ${name} and shows words as they come`, { skip }, async () => {
    await using program = await DemoProgram.start(["--variant", name]);
    await using browser = await DemoBrowser.open();
    const demo = await browser.show(program.url);
    assertEquals(await demo.textOf("#status-text"), "Ready");
    await demo.press("Microphone");
    await demo.untilWords(3);
    assertEquals(await demo.textOf("#status-text"), "Streaming");
    for (const text of ["open", "start", "frames 1–", "partial 1–"]) await demo.untilLogged(text);
    assert(/^\d+ ms$/.test(await demo.textOf("#newest-now")));
    assert(/^\d+ ms$/.test(await demo.textOf("#oldest-now")));
    await demo.press("Stop");
    await demo.untilStatus("Stopped");
    await demo.untilLogged("close 1000");
    assertEquals(demo.sentTexts, ['{"type":"start"}']);
    assert(demo.sentFrames.every(({ length }) => length === 640));
    const sent = Number(await demo.textOf("#count-sent"));
    await until(() => demo.sentFrames.length === sent, `${sent} frames on the wire`);
    assertEquals(demo.errors, []);
  });
}

test("Demo streams a WAV file that is dropped on it to its last frame", { skip }, async () => {
  await using program = await DemoProgram.start(["--variant", "node"]);
  await using browser = await DemoBrowser.open();
  const demo = await browser.show(program.url);
  await inFolder(async (folder) => {
    await writeFile(join(folder, "tone.wav"), toneWav(2.51, 1000));
    await demo.dropFile(join(folder, "tone.wav"));
    await demo.untilStatus("Streaming");
  });
  await demo.untilStatus("Stopped");
  // 2.51 s are 125.5 frames: silence fills the last one.
  assertEquals(await demo.textOf("#count-sent"), "126");
  await until(() => demo.sentFrames.length === 126, "126 frames on the wire");
  const last = parseServerMessage(demo.received.at(-1)!);
  assertEquals([last.type, last.newest_frame_seq], ["partial", 126]);
  assertAlmostEquals(frequency(demo.samples.slice(1600, 38_400)), 1000, 1);
  assertAlmostEquals(Math.max(...demo.samples), 16_384, 200);
  assertEquals(demo.errors, []);
});

test("Demo streams a tone, and says so when a file is no audio", { skip }, async () => {
  await using program = await DemoProgram.start(["--variant", "bun"]);
  await using browser = await DemoBrowser.open();
  const demo = await browser.show(program.url);
  await demo.press("Tone");
  await demo.untilWords(3);
  assertAlmostEquals(frequency(demo.samples.slice(1600)), 440, 1);
  const input = demo.page.locator("#file-input");
  const text = { name: "a.wav", mimeType: "audio/wav", buffer: Buffer.from("no audio") };
  await input.setInputFiles(text);
  await demo.untilNotice("The browser can't read this file.");
  await input.setInputFiles({ ...text, buffer: toneWav(1.2, 440) });
  await demo.untilWords(1);
  await demo.untilStatus("Stopped");
  assertEquals(await demo.page.locator("#notice").isVisible(), false);
  assertEquals(demo.errors, []);
});

test("Demo asks for a click where the browser wants one before sound", { skip }, async () => {
  // Chromium takes Playwright, and a file that is dropped, for a user; not every browser is like that.
  const strict = `let isTouched = false;
    addEventListener("click", () => isTouched = true, true);
    Object.defineProperty(UserActivation.prototype, "hasBeenActive", { get: () => isTouched });
    const resume = AudioContext.prototype.resume;
    AudioContext.prototype.resume = function () {
      return isTouched ? resume.call(this) : new Promise(() => {});
    };`;
  await using program = await DemoProgram.start();
  await using browser = await DemoBrowser.open();
  const demo = await browser.show(program.url, {}, strict);
  const file = { name: "a.wav", mimeType: "audio/wav", buffer: toneWav(1.2, 440) };
  await demo.page.locator("#file-input").setInputFiles(file);
  await demo.untilStatus("Click anywhere to begin");
  await demo.page.locator("h1").click();
  await demo.untilWords(1);
  assertEquals(demo.errors, []);
});
