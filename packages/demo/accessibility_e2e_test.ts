import { test } from "node:test";
import { assert, assertEquals } from "@std/assert";
import axe from "axe-core";
import { withoutBrowser } from "@stt-bench/toolchain";
import { DemoBrowser } from "./testing/demo_browser.ts";
import type { DemoPage } from "./testing/demo_page.ts";
import { DemoProgram } from "./testing/demo_program.ts";
import { until } from "./testing/until.ts";

const skip = withoutBrowser ?? false;

/** What axe finds wrong with the page as it is now, a line for each element. */
async function violations({ page }: DemoPage): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() =>
    (globalThis as unknown as { axe: typeof axe }).axe.run()
  );
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}

/** By how many pixels the page is wider than the window. */
async function overflow({ page }: DemoPage): Promise<number> {
  return await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
}

const looks = [
  { options: {}, background: "rgb(245, 244, 240)" },
  { options: { colorScheme: "dark" }, background: "rgb(19, 21, 22)" },
  { options: { viewport: { width: 390, height: 844 } }, background: "rgb(245, 244, 240)" },
] as const;

test(
  "Demo fits and leaves axe nothing to complain of: light, dark, on a phone",
  { skip },
  async () => {
    // The model is away: so errors are shown, too.
    await using program = await DemoProgram.start(["--inference-url", "http://127.0.0.1:1"]);
    await using browser = await DemoBrowser.open();
    for (const { options, background } of looks) {
      const demo = await browser.show(program.url, options);
      assertEquals(await violations(demo), []);
      await demo.press("Tone");
      await demo.page.locator("#transcript .lost").waitFor();
      await demo.page.locator("#log summary").first().click();
      assertEquals(await violations(demo), []);
      assertEquals(await overflow(demo), 0);
      const colour = () => getComputedStyle(document.documentElement).backgroundColor;
      assertEquals(await demo.page.evaluate(colour), background);
      await demo.press("Stop");
      assertEquals(demo.errors, []);
    }
  },
);

test("Demo fits a phone while it waits for a gateway, and while words come", { skip }, async () => {
  await using program = await DemoProgram.start([], { MAX_SESSIONS: "1" });
  await using browser = await DemoBrowser.open();
  const phone = { viewport: { width: 390, height: 844 } };
  const first = await browser.show(program.url, phone);
  await first.press("Tone");
  await first.untilWords(3);
  const second = await browser.show(program.url, phone);
  await second.press("Tone");
  await second.untilNotice("Its /ready says 503");
  for (const demo of [first, second]) {
    assertEquals(await violations(demo), []);
    assertEquals(await overflow(demo), 0);
  }
});

test("Demo can be used by keyboard alone", { skip }, async () => {
  await using program = await DemoProgram.start();
  await using browser = await DemoBrowser.open();
  const demo = await browser.show(program.url);
  const { keyboard } = demo.page;
  const focused = () => demo.page.evaluate(() => document.activeElement?.id);
  const order: (string | undefined)[] = [];
  for (let i = 0; i < 3; i++) {
    await keyboard.press("Tab");
    order.push(await focused());
  }
  assertEquals(order, ["microphone", "file", "tone"]);
  await keyboard.press("Enter");
  await demo.untilWords(1);
  await keyboard.press("Tab");
  assertEquals(await focused(), "stop");
  await keyboard.press("Space");
  await demo.untilStatus("Stopped");
  assertEquals(await focused(), "microphone");
  await demo.page.locator("#log summary").first().focus();
  await keyboard.press("Enter");
  await demo.page.locator("#log details[open] pre", { hasText: program.gatewayUrl }).waitFor();
});

test("Demo tells screen readers of words a few at a time", { skip }, async () => {
  await using program = await DemoProgram.start();
  await using browser = await DemoBrowser.open();
  const demo = await browser.show(program.url);
  await demo.page.evaluate(() => {
    const said: string[] = [];
    Object.assign(globalThis, { said });
    const region = document.querySelector("[role=status]")!;
    new MutationObserver(() => said.push(region.textContent ?? ""))
      .observe(region, { childList: true, characterData: true, subtree: true });
  });
  const said = () => demo.page.evaluate<string[]>("said");
  await demo.press("Tone");
  await demo.untilWords(8);
  await until(async () => (await said()).length > 3, "words to be said");
  const [opening, connecting, streaming, ...spoken] = await said();
  assertEquals([opening, connecting, streaming], [
    "Opening the audio…",
    "Connecting…",
    "Streaming",
  ]);
  const words = (await demo.words.allInnerTexts()).map((text) => text.split("\n")[0]);
  const spokenWords = spoken.join(" ").split(" ");
  assertEquals(spokenWords, words.slice(0, spokenWords.length));
  assert(
    spoken.length < spokenWords.length,
    `several words at a time, got ${JSON.stringify(spoken)}`,
  );
});
