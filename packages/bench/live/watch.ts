import process from "node:process";
import type { Outcome } from "@stt-bench/results";
import type { WatchOptions } from "../options/watch_options.ts";
import type { Progress } from "../run/progress.ts";
import { bothProgress } from "./both_progress.ts";
import { LivePage } from "./page/live_page.ts";
import { standardErrorProgress } from "./standard_error_progress.ts";

/** How people follow one program: on standard error, and on a live page if they want one. */
export class Watch implements AsyncDisposable {
  /** Shows them what it is told. */
  readonly progress: Progress;
  readonly #page: LivePage | undefined;

  private constructor(progress: Progress, page: LivePage | undefined) {
    this.progress = progress;
    this.#page = page;
  }

  /**
   * Opens it, and says where the live page is, `--quiet` or not.
   *
   * @param program what the page calls it, e.g. `bench`
   * @throws {UsageError} if the page can't have its port.
   */
  static async open(program: string, options: WatchOptions): Promise<Watch> {
    const { livePort } = options;
    const page = livePort === undefined ? undefined : await LivePage.open(livePort, program);
    if (page !== undefined) process.stderr.write(`Live page: ${page.url}\n`);
    const progress = standardErrorProgress(options);
    return new Watch(page === undefined ? progress : bothProgress(progress, page.progress), page);
  }

  /** The program has ended so. */
  conclude(outcome: Outcome): void {
    this.#page?.conclude(outcome);
  }

  /** Closes the page: open browsers hold nothing. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#page?.close();
  }
}
