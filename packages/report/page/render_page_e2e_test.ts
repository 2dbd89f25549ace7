import { readFile, stat } from "node:fs/promises";
import { after, before, test } from "node:test";
import { assert, assertEquals, assertNotEquals } from "@std/assert";
import axe from "axe-core";
import { withoutBrowser } from "@stt-bench/toolchain";
import { themes } from "../charts/look.ts";
import { ReportBrowser } from "../testing/report_browser.ts";
import type { ReportPage } from "../testing/report_page.ts";
import { sampleReport } from "../testing/sample_report.ts";
import type { SampleReport } from "../testing/sample_report.ts";

const skip = withoutBrowser ?? false;

let sample: SampleReport;
let browser: ReportBrowser;

before(async () => {
  if (skip !== false) return;
  sample = await sampleReport();
  browser = await ReportBrowser.open();
});

after(async () => {
  await browser?.close();
  sample?.[Symbol.dispose]();
});

/** What axe finds wrong with the page as it is now, a line for each element. */
async function violations({ page }: ReportPage): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() =>
    (globalThis as unknown as { axe: typeof axe }).axe.run()
  );
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}

/** Asserts that every chart is drawn: bars or lines, and letters. */
async function assertDrawn(report: ReportPage, ids: readonly string[]): Promise<void> {
  const drawn = await report.drawn();
  assertEquals(drawn.map(({ id }) => id), ids);
  for (const { id, shapes, texts } of drawn) {
    assert(shapes > 10, `${id}: expected more than 10 shapes, got ${shapes}`);
    assert(texts.includes("deno"), `${id}: expected its gateways' names, got ${texts}`);
  }
}

for (
  const { name, options, theme } of [
    { name: "in light", options: {}, theme: themes.light },
    { name: "in dark", options: { colorScheme: "dark" }, theme: themes.dark },
    {
      name: "on a phone",
      options: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 3 },
      theme: themes.light,
    },
  ] as const
) {
  test(`Report opens from a file, draws all and fetches nothing, ${name}`, { skip }, async () => {
    const report = await browser.show(sample.url, options);
    await assertDrawn(report, sample.charts.map(({ id }) => id));
    assertEquals(await report.lineColors(), [theme.line]);
    assertEquals(await report.overflows(), false);
    assertEquals(await violations(report), []);
    assertEquals(report.requests, []);
    assertEquals(report.problems, []);
  });
}

test("Report is one file, of at most 2 MB", { skip }, async () => {
  const { size } = await stat(sample.url);
  assert(size <= 2e6, `${size} bytes`);
});

test("Report's tables agree with its JSON, and its JSON with the data", { skip }, async () => {
  const report = await browser.show(sample.url);
  assertEquals(await report.savedJson(), JSON.parse(JSON.stringify(sample.data)));
  assertEquals(
    await report.json("charts"),
    JSON.parse(JSON.stringify(sample.charts.map(({ id, drawing }) => ({ id, drawing })))),
  );
  for (const { id, table } of sample.charts) {
    const cells = report.page.locator(`#${id} tbody tr`);
    const shown = await cells.evaluateAll((rows) =>
      rows.map((row) =>
        [...row.children].map((cell) => ({
          text: cell.textContent!.replaceAll("\u00a0", " "),
          value: (cell as HTMLElement).dataset["value"] ?? "",
        }))
      )
    );
    assertEquals(
      shown,
      table.rows.map((row) =>
        row.map(({ text, value }) => ({
          text: text.replaceAll("\u00a0", " "),
          value: typeof value === "number" ? String(value) : "",
        }))
      ),
      id,
    );
  }
});

test("Report says first who won, and how far to believe it", { skip }, async () => {
  const { page } = await browser.show(sample.url);
  const text = async (selector: string) =>
    (await page.locator(selector).allTextContents()).map((one) =>
      one.trim().replaceAll("\u00a0", " ")
    );
  const [first, ...others] = sample.analysis.headline;
  assertEquals(await text("h1"), [first!.replace(/\.$/, "")]);
  assertEquals(await text(".headline li"), others);
  const badges = await text(".badge");
  assertEquals(badges.slice(0, 2), [
    "! bench: 44 of 45 runs valid",
    "! bracket: 52 of 58 runs valid",
  ]);
  assert(badges.includes("0.25 vCPU"), badges.join());
});

test("Report's theme follows the button, by keyboard too, and stays", { skip }, async () => {
  const report = await browser.show(sample.url);
  const button = report.page.getByRole("button", { name: "Dark" });
  assertEquals(await button.getAttribute("aria-pressed"), "false");
  const light = await report.styleOf("body", "background-color");
  await button.focus();
  await report.page.keyboard.press("Enter");
  assertEquals(await button.getAttribute("aria-pressed"), "true");
  assertNotEquals(await report.styleOf("body", "background-color"), light);
  assertEquals(await report.lineColors(), [themes.dark.line]);
  await report.page.reload();
  await report.page.locator("html.live").waitFor();
  assertEquals(await report.lineColors(), [themes.dark.line]);
  await button.focus();
  await report.page.keyboard.press("Space");
  assertEquals(await report.lineColors(), [themes.light.line]);
  assertEquals(report.problems, []);
});

test("Report follows the system when that changes to dark", { skip }, async () => {
  const report = await browser.show(sample.url);
  await report.page.emulateMedia({ colorScheme: "dark" });
  await report.page.locator('#theme[aria-pressed="true"]').waitFor();
  assertEquals(await report.lineColors(), [themes.dark.line]);
});

test(
  "Report can be walked through by keyboard: to the charts, and along its tables",
  { skip },
  async () => {
    const { page } = await browser.show(sample.url, { viewport: { width: 390, height: 844 } });
    await page.keyboard.press("Tab");
    assertEquals(
      await page.evaluate(() => document.activeElement?.textContent),
      "Skip to the charts",
    );
    await page.keyboard.press("Enter");
    assertEquals(await page.evaluate(() => document.activeElement?.id), "content");
    const table = page.getByRole("region", {
      name: /^Latency, its distribution, .*-bench, table$/,
    });
    await table.focus();
    await page.keyboard.press("ArrowRight");
    await page.waitForFunction(() => document.activeElement!.scrollLeft > 0);
  },
);

test("Report draws anew for the width that it gets", { skip }, async () => {
  const report = await browser.show(sample.url, { viewport: { width: 1200, height: 800 } });
  const widthOf = () =>
    report.page.locator('[data-chart="cost"] svg').evaluate((svg) => svg.clientWidth);
  const wide = await widthOf();
  await report.page.setViewportSize({ width: 390, height: 844 });
  await report.page.waitForFunction(
    (wide) => document.querySelector('[data-chart="cost"] svg')!.clientWidth < wide / 2,
    wide,
  );
  assertEquals(await report.overflows(), false);
});

test("Report is printed in light, with still pictures and whole tables", { skip }, async () => {
  const report = await browser.show(sample.url, { colorScheme: "dark" });
  assertEquals(await report.styleOf(".still", "display"), "none");
  await report.page.emulateMedia({ media: "print" });
  assertEquals(await report.styleOf("body", "color"), "rgb(28, 33, 39)");
  assertEquals(await report.styleOf(".still", "display"), "block");
  assertEquals(await report.styleOf(".plot", "display"), "none");
  assertEquals(await report.styleOf("nav", "display"), "none");
  assertEquals(await report.styleOf(".table", "overflow-x"), "visible");
  const pdf = await report.page.pdf({ format: "A4" });
  assert(pdf.length > 100_000, `expected a PDF with pictures, got ${pdf.length} bytes`);
});

test("Report shows still pictures and all numbers where no script runs", { skip }, async () => {
  const { page, problems } = await browser.show(sample.url, { javaScriptEnabled: false });
  assertEquals(await page.locator(".still svg:visible").count(), sample.charts.length);
  assertEquals(await page.locator(".plot:visible").count(), 0);
  assert(await page.locator("#cost table").isVisible());
  assertEquals(problems, []);
});

test("Report gives its data away as a file", { skip }, async () => {
  const { page } = await browser.show(sample.url, { acceptDownloads: true });
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Save report.json" }).click();
  const file = await download;
  assertEquals(file.suggestedFilename(), "report.json");
  assertEquals(
    JSON.parse(await readFile(await file.path(), "utf8")),
    JSON.parse(JSON.stringify(sample.data)),
  );
});

test("Report keeps what others have published out of its charts", { skip }, async () => {
  const report = await browser.show(sample.url);
  const names = sample.data.published.capacities.map(({ gateway }) => gateway);
  const rows = await report.page.locator("#published tbody th").allTextContents();
  assertEquals(rows.map((text) => text.replaceAll("\u00a0", " ")), names);
  for (const { texts } of await report.drawn()) {
    assert(!/Rust|C\+\+|Java|Elixir|CPython/.test(texts), texts);
  }
});
