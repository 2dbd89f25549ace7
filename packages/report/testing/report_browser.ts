import { existsSync } from "node:fs";
import { chromium } from "playwright-core";
import type { Browser, BrowserContextOptions } from "playwright-core";
import { ReportPage } from "./report_page.ts";

/** Where Debian, Ubuntu and Google put it. */
const PROGRAMS = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const program = PROGRAMS.find((path) => existsSync(path));

/** Why no browser can be opened here; undefined when one can. */
export const withoutBrowser: string | undefined = program === undefined
  ? `expected one of ${PROGRAMS.join(", ")}`
  : undefined;

/** Nothing of the world outside, and no sandbox: containers can't make one. */
const ARGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** For machines on which much else runs. */
const PATIENCE_MS = 180_000;

/** A Chromium that shows reports. */
export class ReportBrowser {
  readonly #browser: Browser;

  private constructor(browser: Browser) {
    this.#browser = browser;
  }

  /** Opens it. */
  static async open(): Promise<ReportBrowser> {
    return new ReportBrowser(await chromium.launch({ executablePath: program!, args: ARGS }));
  }

  /** The report in the file at `url`, in a context of its own. */
  async show(url: URL, options: BrowserContextOptions = {}): Promise<ReportPage> {
    const context = await this.#browser.newContext(options);
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    const report = new ReportPage(page);
    await page.goto(url.href);
    if (options.javaScriptEnabled !== false) await page.locator("html.live").waitFor();
    return report;
  }

  /** Closes it. */
  async close(): Promise<void> {
    await this.#browser.close();
  }
}
