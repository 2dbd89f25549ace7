import { findBrowser } from "@stt-bench/toolchain";
import { chromium } from "playwright-core";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";

/** Long enough for a machine that does something else as well. */
const PATIENCE_MS = 120_000;

/** A page in a browser, with its complaints. */
export interface WatchedPage {
  readonly page: Page;
  /** Errors and warnings of its scripts and of the console. */
  readonly complaints: readonly string[];
}

/** A headless Chromium. */
export class LiveBrowser implements AsyncDisposable {
  readonly #browser: Browser;

  private constructor(browser: Browser) {
    this.#browser = browser;
  }

  /** Opens it. */
  static async open(): Promise<LiveBrowser> {
    return new LiveBrowser(await chromium.launch(findBrowser()));
  }

  /** The page at `url`. */
  async show(url: string, options?: BrowserContextOptions): Promise<WatchedPage> {
    const page = await (await this.#browser.newContext(options)).newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    const complaints: string[] = [];
    page.on("pageerror", (error) => complaints.push(String(error)));
    page.on("console", (message) => {
      if (message.type() === "error" || message.type() === "warning") {
        complaints.push(message.text());
      }
    });
    await page.goto(url);
    return { page, complaints };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#browser.close();
  }
}
