import type { Progress, Report, Step } from "../../run/progress.ts";
import type { LiveHistory } from "./live_history.ts";

/** Tells a history, and thereby the pages that are open. Notes are for the terminal. */
export function pageProgress(history: LiveHistory): Progress {
  return {
    isLive: true,
    note: () => {},
    async step<T>(step: Step, run: (report: Report) => Promise<T>): Promise<T> {
      const id = history.begin(step);
      try {
        const result = await run((news) => history.tell(id, news));
        history.end(id);
        return result;
      } catch (error) {
        history.end(id, error as Error);
        throw error;
      }
    },
  };
}
