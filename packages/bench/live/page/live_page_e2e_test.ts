import { test } from "node:test";
import axe from "axe-core";
import type { Page } from "playwright-core";
import { assertEquals, assertMatch, assertNotEquals } from "@std/assert";
import { withoutBrowser } from "@stt-bench/toolchain";
import { BenchProcess, tiny } from "../../fixtures/bench_process.ts";
import { goodSample } from "../testing/live_sample.ts";
import { LiveBrowser } from "../testing/live_browser.ts";
import { LivePage } from "./live_page.ts";

const options = { skip: withoutBrowser ?? false };
const phone = { viewport: { width: 390, height: 844 } };

/** A run that lasts longer than it takes to open a browser on a busy machine. */
const longer = [
  ...tiny.filter((flag, i) => ![flag, tiny[i - 1]].includes("--measure-secs")),
  "--live",
];

/** What is to be seen of a chart: its newest values, and its lines. */
async function seen(page: Page, chart: string): Promise<{ now: string; lines: string[] }> {
  return await page.locator(`#${chart}`).evaluate((figure) => ({
    now: figure.querySelector(".now")?.textContent ?? "",
    lines: [...figure.querySelectorAll("path.line")].map((path) => path.getAttribute("d") ?? ""),
  }));
}

test(
  "bench --live shows seconds as they pass, to the end, and waits for no browser",
  options,
  async () => {
    await using browser = await LiveBrowser.open();
    const args = ["--variants", "bun,node", ...longer, "--measure-secs", "6"];
    await using bench = new BenchProcess(args);
    const url = await bench.says(/Live page: (\S+)/);
    const { page, complaints } = await browser.show(url);
    await page.locator("#cpu .now", { hasText: /gateway \d+ %/ }).waitFor();
    const first = await seen(page, "cpu");
    const nowOf = () => document.querySelector("#cpu .now")?.textContent;
    while (await page.evaluate(nowOf) === first.now) await page.waitForTimeout(50);
    const second = await seen(page, "cpu");
    for (const [i, line] of second.lines.entries()) assertNotEquals(line, first.lines[i]);

    await page.locator("#steps tr", { hasText: "node: 5 sessions" }).waitFor();
    const late = await browser.show(url, phone);
    const row = late.page.locator("#steps tr", { hasText: "bun: 5 sessions" });
    assertMatch(await row.innerText(), /Passed|Invalid|Failed/);
    await row.getByRole("button").click();
    await late.page.locator("#shown", { hasText: "bun: 5 sessions" }).waitFor();
    const { lines } = await seen(late.page, "latency");
    assertEquals(lines.map((line) => line.includes("L")), [true, true]);

    // Both pages stay open: nothing waits for them.
    assertEquals((await bench.ended()).exit.signal, null);
    for (const watched of [page, late.page]) {
      await watched.locator("#status", { hasText: /Passed|Invalid|Failed/ }).waitFor();
    }
    assertEquals([...complaints, ...late.complaints], []);
  },
);

test("bench --live ends with Ctrl-C while a page is open, which says so", options, async () => {
  await using browser = await LiveBrowser.open();
  await using bench = new BenchProcess(["--variants", "bun", ...longer, "--measure-secs", "300"]);
  const { page } = await browser.show(await bench.says(/Live page: (\S+)/));
  await page.locator("#sessions .now", { hasText: "5 of 5 up" }).waitFor();
  bench.kill("SIGINT");
  assertEquals((await bench.ended()).exit.code, 130);
  assertEquals(bench.descendants(), []);
  await page.locator("#status", { hasText: "Interrupted" }).waitFor();
});

/** What axe finds wrong with the page as it is now, a line for each element. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() =>
    (globalThis as unknown as { axe: typeof axe }).axe.run()
  );
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}

/** A page whose bench is played by the test. */
async function play(test: (live: LivePage, browser: LiveBrowser) => Promise<void>): Promise<void> {
  await using browser = await LiveBrowser.open();
  const live = await LivePage.open(0, "bench");
  try {
    await test(live, browser);
  } finally {
    await live.close();
  }
}

test("The live page says what is over its limit, fails, or breaks", options, async () => {
  await play(async (live, browser) => {
    const { page } = await browser.show(live.url);
    const left = { runs: 2, isGuess: false, ms: 40_000 };
    await live.progress.step({ title: "bun: 100 sessions", left }, async (report) => {
      report({ kind: "sample", sample: { ...goodSample, newestP95Ms: 400, errors: 3 } });
      await page.locator("#latency .over", { hasText: "p95 400 ms, over 350 ms" }).waitFor();
      await page.locator("#errors .over", { hasText: "3 so far" }).waitFor();
      assertMatch(await page.locator("#doing").innerText(), /^measure, 6 of 10 s$/);
      assertMatch(
        await page.locator("#left").innerText(),
        /^4 s of this run left · in all: 2 runs left, about \d+ s$/,
      );
      report({ kind: "problem", text: "Sessions break: 3 × timeout" });
      await page.locator("#problem", { hasText: "Sessions break: 3 × timeout" }).waitFor();
      report({ kind: "end", outcome: "fail", reasons: ["newest p95 is 400 ms"] });
    });
    await page.locator("#steps tr", { hasText: /bun: 100 sessions\s*Failed/ }).waitFor();
    assertEquals(await page.locator("#doing").innerText(), "Failed: newest p95 is 400 ms");
    live.conclude("fail");
    await page.locator("#status", { hasText: "Failed" }).waitFor();
  });
});

test("The live page says that its bench is gone, and takes up with the next", options, async () => {
  await play(async (live, browser) => {
    const { page } = await browser.show(live.url);
    await live.progress.step({ title: "bun: 100 sessions" }, async (report) => {
      report({ kind: "sample", sample: goodSample });
      await page.locator("#sessions .now", { hasText: "100 of 100 up" }).waitFor();
    });
    await live.close();
    await page.locator("#status", { hasText: "The bench doesn't answer" }).waitFor();
    const next = await LivePage.open(Number(new URL(live.url).port), "soak");
    try {
      await page.locator("h1", { hasText: "stt-bench soak" }).waitFor();
      await page.locator("#shown", { hasText: "Nothing streams yet" }).waitFor();
      assertEquals(await page.locator("#steps tr").count(), 0);
    } finally {
      await next.close();
    }
  });
});

test(
  "The live page is used by keyboard, and reads out what changes now and then",
  options,
  async () => {
    await play(async (live, browser) => {
      const { page } = await browser.show(live.url);
      await page.evaluate(() => {
        const said: string[] = [];
        Object.assign(globalThis, { said });
        const region = document.querySelector("[role=status]")!;
        new MutationObserver(() => said.push(region.textContent ?? ""))
          .observe(region, { childList: true, characterData: true, subtree: true });
      });
      for (const title of ["bun: 100 sessions", "node: 100 sessions"]) {
        await live.progress.step({ title }, async (report) => {
          for (let atMs = 1000; atMs <= 5000; atMs += 1000) {
            report("measure (10 s)");
            report({ kind: "sample", sample: { ...goodSample, atMs, sessionsOpen: atMs } });
            await page.locator("#sessions .now", { hasText: `${atMs} of 100` }).waitFor();
          }
          report({ kind: "end", outcome: "pass", reasons: [] });
        });
      }
      await page.locator("#steps tr", { hasText: /node: 100 sessions\s*Passed/ }).waitFor();
      assertEquals(await page.evaluate<string[]>("said"), [
        "bun: 100 sessions",
        "bun: 100 sessions: Passed",
        "node: 100 sessions",
        "node: 100 sessions: Passed",
      ]);

      const { keyboard } = page;
      const shown = page.locator("#shown");
      await page.locator("summary").focus();
      await keyboard.press("Tab");
      await keyboard.press("Tab");
      await keyboard.press("Enter");
      assertEquals(await shown.innerText(), "bun: 100 sessions");
      // The next run begins: the page stays with the one that was chosen.
      await live.progress.step({ title: "deno: 100 sessions" }, async (report) => {
        report({ kind: "sample", sample: goodSample });
        await page.locator("#steps tr", { hasText: "deno: 100 sessions" }).waitFor();
        assertEquals(await shown.innerText(), "bun: 100 sessions");
        await page.getByRole("button", { name: "Follow the run that goes on" }).focus();
        await keyboard.press("Space");
        assertEquals(await shown.innerText(), "This run");
      });
    });
  },
);

for (const [colorScheme, size] of [["light", phone], ["dark", undefined]] as const) {
  test(`The live page is accessible, and fits its window: ${colorScheme}`, options, async () => {
    await play(async (live, browser) => {
      const { page, complaints } = await browser.show(live.url, { colorScheme, ...size });
      for (const title of ["round 1 of 2, bun: 100 sessions", "round 2 of 2, bun: 100 sessions"]) {
        await live.progress.step({ title }, async (report) => {
          for (let atMs = 1000; atMs <= 15_000; atMs += 1000) {
            report({ kind: "sample", sample: { ...goodSample, atMs, newestP95Ms: atMs / 20 } });
          }
          report({ kind: "problem", text: "Sessions break ".repeat(20) });
          report({ kind: "end", outcome: "invalid", reasons: ["generator-limited"] });
          await page.locator("#shown", { hasText: /This run/ }).waitFor();
        });
      }
      await page.locator("summary").click();
      await page.locator("#samples tr").nth(14).waitFor();
      assertEquals(await violations(page), []);
      const tooWide = await page.evaluate(() => {
        const { scrollWidth, clientWidth } = document.documentElement;
        return scrollWidth - clientWidth;
      });
      assertEquals(tooWide, 0);
      assertEquals(complaints, []);
    });
  });
}
