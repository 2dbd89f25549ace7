import type { Progress, Report, Step } from "../run/progress.ts";

/** Tells two audiences the same. */
export function bothProgress(first: Progress, second: Progress): Progress {
  return {
    isLive: first.isLive || second.isLive,
    note(text) {
      first.note(text);
      second.note(text);
    },
    step: async <T>(step: Step, run: (report: Report) => Promise<T>): Promise<T> =>
      await first.step(step, (tellFirst) =>
        second.step(step, (tellSecond) =>
          run((news) => {
            tellFirst(news);
            tellSecond(news);
          }))),
  };
}
