import type { ProgressEvent, SoakSample } from "@stt-bench/results";

/** Takes a sample a second within the measured window, when all sessions are there. */
export class SoakSeries {
  readonly #samples: SoakSample[] = [];

  /** The samples so far, oldest first. */
  get samples(): readonly SoakSample[] {
    return this.#samples;
  }

  /** Hears of the load; `readRssBytes` tells what memory the gateway has now, if that is known. */
  observe(event: ProgressEvent, readRssBytes: () => number | undefined): void {
    if (event.event !== "progress" || event.phase !== "measure") return;
    const { at_ms, sessions_open, errors, newest_p50_ms, newest_p95_ms } = event;
    this.#samples.push({
      at_secs: at_ms / 1000,
      sessions_open,
      errors,
      newest_p50_ms,
      newest_p95_ms,
      rss_bytes: readRssBytes() ?? null,
    });
  }
}
