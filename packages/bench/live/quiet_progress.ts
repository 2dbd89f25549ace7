import type { Progress, Report, Step } from "../run/progress.ts";

/** Progress of which nothing is told but problems; errors and results come by other ways. */
export function quietProgress(writeLine: (line: string) => void): Progress {
  return {
    isLive: false,
    note: () => {},
    step: async <T>({ title }: Step, run: (report: Report) => Promise<T>): Promise<T> =>
      await run((news) => {
        if (typeof news === "object" && news.kind === "problem") {
          writeLine(`${title}: ${news.text}`);
        }
      }),
  };
}
