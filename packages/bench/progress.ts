import process from "node:process";
import { Listr, ListrLogger, ProcessOutput } from "listr2";

/** Tells what one step is doing just now. */
export type Report = (text: string) => void;

/** Tells the user how far we are. */
export interface Progress {
  /** Runs one step under its `title`; what it throws comes through. */
  step<T>(title: string, run: (report: Report) => Promise<T>): Promise<T>;
}

/** Progress on standard error: alive in a terminal, plain lines elsewhere. */
export function terminalProgress(): Progress {
  // Both streams of listr2 go to standard error: standard output is for the result.
  const processOutput = new ProcessOutput(process.stderr, process.stderr);
  const options = {
    registerSignalListeners: false,
    renderer: process.stderr.isTTY ? "default" as const : "simple" as const,
    rendererOptions: { logger: new ListrLogger({ processOutput, useIcons: true }) },
  };
  return {
    async step<T>(title: string, run: (report: Report) => Promise<T>): Promise<T> {
      const result: T[] = [];
      const task = async (_: unknown, handle: { output: string }) => {
        result.push(await run((text) => handle.output = text));
      };
      await new Listr([{ title, task }], options).run();
      return result[0] as T;
    },
  };
}
