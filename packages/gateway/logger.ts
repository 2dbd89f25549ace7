import process from "node:process";
import { configureSync, getJsonLinesFormatter, getLogger } from "@logtape/logtape";
import type { Logger } from "@logtape/logtape";
import type { LineQueue, WriteLines } from "./line_queue.ts";

/**
 * The program's log: one line of JSON for each event, with `properties`, into `lines`. Where lines
 * were dropped, one says how many.
 */
export function createLogger(lines: LineQueue, properties: Record<string, unknown> = {}): Logger {
  const format = getJsonLinesFormatter({ properties: "flatten" });
  configureSync({
    sinks: { lines: (record) => lines.push(format(record)) },
    loggers: [
      { category: ["stt-gateway"], sinks: ["lines"], lowestLevel: "info" },
      { category: ["logtape", "meta"], sinks: ["lines"], lowestLevel: "warning" },
    ],
  });
  const log = getLogger(["stt-gateway"]).with(properties);
  lines.announceTo((dropped) => log.warn("log lines dropped", { lines: dropped }));
  return log;
}

/**
 * Writes to standard error. On Node 26 and Bun 1.4 that keeps what a pipe doesn't take in memory,
 * without a bound; on Deno 2.9 it blocks the thread.
 */
export function stderrWriter(): WriteLines {
  // That nobody reads the log any more is no reason to end.
  process.stderr.on("error", () => {});
  return (text) =>
    new Promise((resolve, reject) => {
      process.stderr.write(text, (error) => error ? reject(error) : resolve());
    });
}
