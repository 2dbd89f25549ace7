import { once } from "node:events";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import { UsageError } from "@stt-bench/program";
import type { Outcome } from "@stt-bench/results";
import type { Progress } from "../../run/progress.ts";
import { createPageApp } from "./create_page_app.ts";
import { EventFeed } from "./event_feed.ts";
import { LiveHistory } from "./live_history.ts";
import { pageProgress } from "./page_progress.ts";

/** Browsers that don't take the end of their events are cut off. */
const CLOSE_MS = 500;

/** A page on 127.0.0.1 that shows a program while it runs; any number of browsers may open it. */
export class LivePage {
  /** Where it is, e.g. `http://127.0.0.1:45678/`. */
  readonly url: string;
  /** Shows on the pages what it is told. */
  readonly progress: Progress;
  readonly #server: Server;
  readonly #feed: EventFeed;
  readonly #history: LiveHistory;

  private constructor(server: Server, feed: EventFeed, history: LiveHistory) {
    this.#server = server;
    this.#feed = feed;
    this.#history = history;
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    this.progress = pageProgress(history);
  }

  /**
   * Serves it at `port`, 0 for a free one.
   *
   * @param program what it is called, e.g. `bench`
   * @throws {UsageError} if somebody else has that port.
   */
  static async open(port: number, program: string): Promise<LivePage> {
    const feed = new EventFeed();
    const history = new LiveHistory(program, (name, data) => feed.send(name, data), Date.now);
    const app = createPageApp(() => feed.open((send) => history.replay(send)));
    const server = createAdaptorServer({ fetch: app.fetch }) as Server;
    server.listen(port, "127.0.0.1");
    try {
      await once(server, "listening");
    } catch (error) {
      throw new UsageError([
        `Cannot serve the live page: expected a free port, got ${port}: ` +
        (error as Error).message,
      ]);
    }
    return new LivePage(server, feed, history);
  }

  /** How many browsers have it open. */
  get readers(): number {
    return this.#feed.readers;
  }

  /** The program has ended: pages say so. */
  conclude(outcome: Outcome): void {
    this.#history.conclude(outcome);
  }

  /** Ends the events of all browsers, and then the server. */
  async close(): Promise<void> {
    this.#feed.close();
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    const timer = setTimeout(() => this.#server.closeAllConnections(), CLOSE_MS);
    await closed;
    clearTimeout(timer);
  }
}
