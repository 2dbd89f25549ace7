import { byteSize, integer, readEnvironment, text, variable } from "@stt-bench/program";
import type { Environment, EnvironmentOf } from "@stt-bench/program";

/** The collector's environment variables; each default stands here and nowhere else. */
export const variables = {
  PORT: variable(integer(0, 65_535), "8080", "TCP port; 0 takes a free one"),
  HOST: variable(text(), "127.0.0.1", "address to listen on"),
  DATA_DIR: variable(text(), "results/collector", "folder of the files, one below it for each run"),
  BARRIER_TIMEOUT_MS: variable(
    integer(1, 3_000_000),
    "300000",
    "how long the first shard of a run waits for the last",
  ),
  START_DELAY_MS: variable(
    integer(0, 60_000),
    "2000",
    "from the last shard's arrival to the common start, for the answers to reach all",
  ),
  MAX_SHARDS: variable(integer(1, 10_000), "1000", "shards of a run"),
  MAX_RUNS: variable(integer(1, 100_000), "1000", "runs it keeps; DELETE makes room"),
  MAX_FILES: variable(integer(1, 100_000), "4000", "files of a run"),
  MAX_FILE_BYTES: variable(byteSize(1), "64MiB", "largest file"),
  MAX_TOTAL_BYTES: variable(byteSize(1), "4GiB", "all files together"),
  MAX_UPLOADS: variable(
    integer(1, 10_000),
    "100",
    "uploads at once; one more is asked to come again",
  ),
  UPLOAD_TIMEOUT_MS: variable(integer(1, 3_600_000), "120000", "for one upload, from head to end"),
};

/** Settings of a collector; names and units are those of the environment variables. */
export type Config = EnvironmentOf<typeof variables>;

/**
 * Reads the settings from environment variables.
 *
 * @throws {UsageError} that names every wrong variable.
 */
export function readConfig(environment: Environment): Config {
  return readEnvironment(variables, environment);
}
