import process from "node:process";
import type { WatchOptions } from "../options/watch_options.ts";
import type { Progress } from "../run/progress.ts";
import { plainProgress } from "./plain_progress.ts";
import { quietProgress } from "./quiet_progress.ts";
import { TerminalProgress } from "./terminal/terminal_progress.ts";

/** What people are told on standard error: a view in a terminal, lines elsewhere. */
export function standardErrorProgress({ quiet }: WatchOptions): Progress {
  const { stderr } = process;
  const writeLine = (line: string) => void stderr.write(`${line}\n`);
  if (quiet) return quietProgress(writeLine);
  // A terminal without a width (`script` has none), or that can't move its cursor, gets lines.
  const canDraw = stderr.isTTY && stderr.columns > 0 && process.env["TERM"] !== "dumb";
  if (!canDraw) return plainProgress(writeLine);
  const terminal = {
    write: (text: string) => stderr.write(text),
    display: () => ({
      hasColor: !process.env["NO_COLOR"],
      columns: stderr.columns,
      rows: stderr.rows,
    }),
  };
  return new TerminalProgress(terminal, { now: () => performance.now(), every });
}

function every(ms: number, run: () => void): () => void {
  const timer = setInterval(run, ms);
  return () => clearInterval(timer);
}
