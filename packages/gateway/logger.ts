import process from "node:process";
import { configureSync, getJsonLinesFormatter, getLogger } from "@logtape/logtape";
import type { Logger } from "@logtape/logtape";

/** The program's log: one line of JSON for each event, with `properties`, on standard error. */
export function createLogger(properties: Record<string, unknown> = {}): Logger {
  const format = getJsonLinesFormatter({ properties: "flatten" });
  configureSync({
    sinks: { stderr: (record) => void process.stderr.write(format(record)) },
    loggers: [
      { category: ["stt-gateway"], sinks: ["stderr"], lowestLevel: "info" },
      { category: ["logtape", "meta"], sinks: ["stderr"], lowestLevel: "warning" },
    ],
  });
  return getLogger(["stt-gateway"]).with(properties);
}
