import { Buffer } from "node:buffer";
import type { Locator, Page } from "playwright-core";
import { PATIENCE_MS } from "./until.ts";

/** What Chromium says of any connection that isn't opened, whatever its page does about it. */
const REFUSED = /^WebSocket connection to .* failed/;

/** The demo in a browser, with what it sends and with its complaints. */
export class DemoPage {
  readonly page: Page;
  /** Errors of scripts and of the console, except those of connections that weren't opened. */
  readonly errors: string[] = [];
  /** Texts that went to gateways. */
  readonly sentTexts: string[] = [];
  /** Binary messages that went to gateways. */
  readonly sentFrames: Buffer[] = [];
  /** Messages that came back. */
  readonly received: string[] = [];

  constructor(page: Page) {
    this.page = page;
    page.setDefaultTimeout(PATIENCE_MS);
    page.on("pageerror", (error) => this.errors.push(String(error)));
    page.on("console", (message) => {
      if (message.type() !== "error" && message.type() !== "warning") return;
      if (!REFUSED.test(message.text())) this.errors.push(message.text());
    });
    page.on("websocket", (socket) => {
      socket.on("framesent", ({ payload }) => {
        if (typeof payload === "string") this.sentTexts.push(payload);
        else this.sentFrames.push(payload);
      });
      socket.on("framereceived", ({ payload }) => this.received.push(String(payload)));
    });
  }

  /** The words so far. */
  get words(): Locator {
    return this.page.locator("#transcript .word");
  }

  /** Presses the button called `name`. */
  async press(name: string): Promise<void> {
    await this.page.getByRole("button", { name, exact: true }).click();
  }

  /** Drops a file on the middle of the page, as from the desktop. */
  async dropFile(path: string): Promise<void> {
    const session = await this.page.context().newCDPSession(this.page);
    const data = { items: [], files: [path], dragOperationsMask: 1 };
    for (const type of ["dragEnter", "dragOver", "drop"] as const) {
      await session.send("Input.dispatchDragEvent", { type, x: 300, y: 300, data });
    }
  }

  /** Waits until there are at least so many words. */
  async untilWords(count: number): Promise<void> {
    await this.words.nth(count - 1).waitFor();
  }

  /** Waits until the status says `text`. */
  async untilStatus(text: string): Promise<void> {
    await this.page.locator("#status-text", { hasText: text }).waitFor();
  }

  /** Waits until the notice has `text` in it. */
  async untilNotice(text: string): Promise<void> {
    await this.page.locator("#notice", { hasText: text }).waitFor();
  }

  /** Waits until a line of the protocol has `text` in it. */
  async untilLogged(text: string): Promise<void> {
    await this.page.locator("#log li", { hasText: text }).first().waitFor();
  }

  /** The text of an element. */
  async textOf(selector: string): Promise<string> {
    return await this.page.locator(selector).innerText();
  }

  /** The samples of all frames that were sent. */
  get samples(): number[] {
    const bytes = Buffer.concat(this.sentFrames);
    return Array.from({ length: bytes.length / 2 }, (_, i) => bytes.readInt16LE(2 * i));
  }
}
