import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";

/** A report in a browser, and what it did besides: requests and errors. */
export class ReportPage {
  readonly page: Page;
  /** Errors and warnings of the console, and exceptions that nobody caught. */
  readonly problems: string[] = [];
  /** What it fetched besides itself. */
  readonly requests: string[] = [];

  /** Watches `page`, which must not have gone anywhere yet. */
  constructor(page: Page) {
    this.page = page;
    page.on("pageerror", ({ message }) => this.problems.push(message));
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) this.problems.push(message.text());
    });
    page.on("request", (request) => {
      const isInside = request.isNavigationRequest() || request.url().startsWith("data:");
      if (!isInside) this.requests.push(request.url());
    });
  }

  /** For each chart its id, and how many shapes and letters are drawn of it. */
  async drawn(): Promise<readonly { id: string; shapes: number; texts: string }[]> {
    return await this.page.locator("[data-chart]").evaluateAll((places) =>
      places.map((place) => ({
        id: (place as HTMLElement).dataset["chart"]!,
        shapes: place.querySelectorAll("svg path").length,
        texts: [...place.querySelectorAll("svg text")].map((text) => text.textContent).join(" "),
      }))
    );
  }

  /** Whether something can be moved sideways with the whole page. */
  async overflows(): Promise<boolean> {
    return await this.page.evaluate(() =>
      document.documentElement.scrollWidth > document.documentElement.clientWidth
    );
  }

  /** A style of the first element that `selector` finds, as it is shown. */
  async styleOf(selector: string, property: string): Promise<string> {
    return await this.page.locator(selector).first().evaluate(
      (element, name) => getComputedStyle(element).getPropertyValue(name),
      property,
    );
  }

  /** The colour of the lines that all charts have behind their data. */
  async lineColors(): Promise<readonly string[]> {
    return await this.page.locator("[data-chart]").evaluateAll((places) => [
      ...new Set(
        places.map((place) =>
          place.querySelector('svg path[stroke^="#"]')!.getAttribute("stroke")!
        ),
      ),
    ]);
  }

  /** The JSON in the script element called `id`. */
  async json(id: string): Promise<unknown> {
    return JSON.parse(await this.page.locator(`script#${id}`).textContent() ?? "");
  }

  /** The JSON that the page's button saves. */
  async savedJson(): Promise<unknown> {
    const [download] = await Promise.all([
      this.page.waitForEvent("download"),
      this.page.locator("#save").click(),
    ]);
    return JSON.parse(await readFile(await download.path(), "utf8"));
  }
}
