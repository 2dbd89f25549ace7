import type { ProgressEvent } from "@stt-bench/results";

type Counted = Extract<ProgressEvent, { event: "progress" }>;

/**
 * Makes one progress of that of several load generators, which do the same at the same time: the
 * phases of the first, the counts of all, and the latencies of whichever has the worst.
 */
export class ShardProgress {
  readonly #latest: (Counted | undefined)[];

  constructor(shards: number) {
    this.#latest = new Array<undefined>(shards).fill(undefined);
  }

  /** What to tell after `event` of the shard `index`; undefined for nothing. */
  observe(index: number, event: ProgressEvent): ProgressEvent | undefined {
    if (event.event === "problem") return event;
    if (event.event === "progress") this.#latest[index] = event;
    if (index > 0) return undefined;
    return event.event === "progress" ? this.#sum(event) : event;
  }

  #sum(first: Counted): Counted {
    const all = this.#latest.filter((each) => each !== undefined);
    const sum = (pick: (each: Counted) => number) =>
      all.reduce((total, each) => total + pick(each), 0);
    const worst = (pick: (each: Counted) => number | null) => {
      const known = all.map(pick).filter((value) => value !== null);
      return known.length === 0 ? null : Math.max(...known);
    };
    return {
      ...first,
      sessions_open: sum(({ sessions_open }) => sessions_open),
      sessions_broken: sum(({ sessions_broken }) => sessions_broken),
      frames_sent: sum(({ frames_sent }) => frames_sent),
      partials: sum(({ partials }) => partials),
      errors: sum(({ errors }) => errors),
      newest_p50_ms: worst(({ newest_p50_ms }) => newest_p50_ms),
      newest_p95_ms: worst(({ newest_p95_ms }) => newest_p95_ms),
    };
  }
}
