import type { LineQueue } from "../line_queue.ts";

/** Takes a line that the worker with this index has written to its standard error. */
export type RelayLine = (worker: number, line: string) => void;

/** The part of a logger that is needed here. */
interface ErrorLog {
  error(message: string, properties: Record<string, unknown>): void;
}

/**
 * Passes on the logs of workers to `lines`. What is none, as when a runtime crashes, becomes an entry
 * of `log`.
 *
 * Workers that shared their parent's standard error would wait for a slow reader of it: to start a
 * process on Node 26 and Bun 1.4 makes a pipe that it inherits one that blocks, for all who have it.
 */
export function relayLog(lines: Pick<LineQueue, "push">, log: ErrorLog): RelayLine {
  return (worker, line) => {
    if (line.startsWith("{")) lines.push(`${line}\n`);
    else if (line.trim() !== "") log.error("worker says", { worker, text: line });
  };
}
