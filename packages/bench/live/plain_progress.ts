import type { Progress, Report, Step } from "../run/progress.ts";
import { describeLeft } from "../run/describe_left.ts";
import { describeStepEnd, renderStepEnd } from "./step_end.ts";
import type { StepEnd } from "./step_end.ts";

/** Progress as lines for a file or a log: steps, what they do, problems, how they ended. */
export function plainProgress(writeLine: (line: string) => void): Progress {
  return {
    isLive: false,
    note: writeLine,
    async step<T>({ title, left }: Step, run: (report: Report) => Promise<T>): Promise<T> {
      let end: StepEnd;
      writeLine(`❯ ${title}${left === undefined ? "" : ` (${describeLeft(left)})`}`);
      const report: Report = (news) => {
        if (typeof news === "string") writeLine(`› ${news}`);
        else if (news.kind === "problem") writeLine(`› ${news.text}`);
        else if (news.kind === "end") writeLine(`› ${describeStepEnd(end = news)}`);
      };
      try {
        return await run(report);
      } catch (error) {
        end = error as Error;
        writeLine(`› ${describeStepEnd(end)}`);
        throw error;
      } finally {
        writeLine(renderStepEnd(title, end, false));
      }
    },
  };
}
