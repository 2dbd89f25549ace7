import { findBrowser } from "@stt-bench/toolchain";
import { chromium } from "playwright-core";
import type { Browser, BrowserContextOptions } from "playwright-core";
import { DemoPage } from "./demo_page.ts";

/** A microphone that beeps once in a while, and nobody who must be asked for it. */
const FAKE_MICROPHONE = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"];

/** A Chromium that shows the demo. */
export class DemoBrowser {
  readonly #browser: Browser;

  private constructor(browser: Browser) {
    this.#browser = browser;
  }

  /** Opens it; `flags` say what its microphone is. */
  static async open(flags: readonly string[] = FAKE_MICROPHONE): Promise<DemoBrowser> {
    return new DemoBrowser(await chromium.launch(findBrowser(flags)));
  }

  /** The page at `url`, once it is ready; `prepare` is a script that runs before its own. */
  async show(url: string, options?: BrowserContextOptions, prepare?: string): Promise<DemoPage> {
    const page = await (await this.#browser.newContext(options)).newPage();
    if (prepare !== undefined) await page.addInitScript(prepare);
    const demo = new DemoPage(page);
    await page.goto(url);
    await page.locator("#status:not([data-phase=loading])").waitFor();
    return demo;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#browser.close();
  }
}
