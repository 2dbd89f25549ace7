import type { Logger } from "@logtape/logtape";
import type { Configuration } from "./configuration.ts";
import { memoryLimitBytes } from "./memory_limit.ts";
import { maxOpenFiles } from "./open_files.ts";
import { startWarnings } from "./start_warnings.ts";

/** Logs in what this machine can't hold as many sessions as a gateway is configured to. */
export function logStartWarnings(configuration: Configuration, log: Logger): void {
  const machine = {
    memoryBytes: memoryLimitBytes(configuration.MAX_MEMORY_BYTES),
    openFiles: maxOpenFiles(),
  };
  for (const { message, properties } of startWarnings(configuration, machine)) {
    log.warn(message, { ...properties });
  }
}
