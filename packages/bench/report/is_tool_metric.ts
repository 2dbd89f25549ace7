import type { Metric } from "@stt-bench/results";

/** Whether a metric tells how load generator or simulator did: of the run, not of the gateway. */
export function isToolMetric({ name }: Metric): boolean {
  return /^(generator|simulator|send)_/.test(name);
}
