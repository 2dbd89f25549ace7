import process from "node:process";
import { Listr, ListrLogger, ProcessOutput } from "listr2";
import type { Progress, Report } from "../run/progress.ts";

/** Progress on standard error: alive in a terminal, plain lines elsewhere. */
export function terminalProgress(): Progress {
  // Both streams of listr2 go to standard error: standard output is for the result.
  const processOutput = new ProcessOutput(process.stderr, process.stderr);
  // A terminal without a width (`script` has none) would break every letter onto its own line.
  const isLive = process.stderr.isTTY && process.stderr.columns > 0;
  const options = {
    registerSignalListeners: false,
    renderer: isLive ? "default" as const : "simple" as const,
    // `lazy` draws when there is news only: a spinner would take CPU from the load generator.
    rendererOptions: { logger: new ListrLogger({ processOutput, useIcons: true }), lazy: true },
  };
  return {
    isLive,
    note: (text) => void process.stderr.write(`${text}\n`),
    async step<T>(title: string, run: (report: Report) => Promise<T>): Promise<T> {
      let running: Promise<T> | undefined;
      const task = (_: unknown, handle: { output: string }) => {
        running = run((text) => handle.output = text);
        // The line of a step that failed has room for one line; the error itself comes below.
        return running.then(() => {}, (error: Error) => {
          throw new Error(error.message.split("\n", 1)[0]);
        });
      };
      await new Listr([{ title, task }], options).run().catch(() => {});
      return await running!;
    },
  };
}
