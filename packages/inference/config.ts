import { decimal, integer, readEnvironment, text, variable, zeroOrOne } from "@stt-bench/program";
import type { Environment, EnvironmentOf } from "@stt-bench/program";

/** The simulator's environment variables; each default stands here and nowhere else. */
export const variables = {
  PORT: variable(integer(0, 65_535), "9000", "TCP port; 0 takes a free one"),
  HOST: variable(text(), "127.0.0.1", "address to listen on"),
  MODEL_DELAY_MS: variable(decimal(), "75", "median of the model's time"),
  MODEL_JITTER_SIGMA: variable(decimal(0, 10), "0.15", "sigma of its log-normal distribution"),
  MODEL_LONGTAIL_PROB: variable(decimal(0, 1), "0.01", "share of long-tail answers"),
  MODEL_LONGTAIL_MULT: variable(decimal(), "3", "how many times longer those take"),
  MODEL_BATCH_WAIT_MAX_MS: variable(decimal(), "20", "longest wait for a GPU batch"),
  MODEL_MAX_CONCURRENT: variable(
    integer(1),
    "64",
    "requests served at once; the others queue before the compute",
  ),
  MODEL_SEED: variable(integer(), "1", "seed of the latency sequence"),
  CPU_PASSES: variable(integer(), "4", "passes over the audio when x-cpu-passes does not say"),
  WORKER_THREADS: variable(integer(0, 256), "0", "threads that compute; 0 uses the event loop"),
  MAX_BODY_BYTES: variable(integer(0, 2 ** 30), "8388608", "largest body; a larger one gets 413"),
  FAULTS: variable(zeroOrOne(), "0", "1 lets requests and POST /faults inject faults"),
};

/** The simulator's configuration. */
export type Config = EnvironmentOf<typeof variables>;

/**
 * Reads the configuration.
 *
 * @throws {UsageError} that names every variable that could not be read.
 */
export function readConfig(environment: Environment): Config {
  return readEnvironment(variables, environment);
}
