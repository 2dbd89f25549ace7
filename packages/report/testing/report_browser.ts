import { findBrowser } from "@stt-bench/toolchain";
import { chromium } from "playwright-core";
import type { Browser, BrowserContextOptions } from "playwright-core";
import { ReportPage } from "./report_page.ts";

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
    return new ReportBrowser(await chromium.launch(findBrowser()));
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
