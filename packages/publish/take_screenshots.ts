import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { findBrowser } from "@stt-bench/toolchain";
import { chromium } from "playwright-core";
import type { BrowserContextOptions } from "playwright-core";

const SCREENS: Readonly<Record<string, BrowserContextOptions>> = {
  light: { colorScheme: "light", viewport: { width: 1280, height: 900 } },
  dark: { colorScheme: "dark", viewport: { width: 1280, height: 900 } },
  narrow: { colorScheme: "light", viewport: { width: 390, height: 844 } },
};

/**
 * Takes pictures of the top of the report in `directory`, as a screen and a phone show it:
 * `screenshots/<name>.jpg`.
 *
 * @throws {Error} where there is no browser.
 */
export async function takeScreenshots(directory: string): Promise<void> {
  const browser = await chromium.launch(findBrowser());
  try {
    for (const [name, options] of Object.entries(SCREENS)) {
      const page = await browser.newPage({ ...options, reducedMotion: "reduce" });
      await page.goto(pathToFileURL(join(directory, "report.html")).href);
      await page.locator("html.live").waitFor();
      const path = join(directory, "screenshots", `${name}.jpg`);
      await page.screenshot({ path, type: "jpeg", quality: 70 });
    }
  } finally {
    await browser.close();
  }
}
