import { RUN_PHASES } from "../run_phase.ts";
import type { Measurements, RunSummary } from "../run_summary.ts";

type Errors = Pick<
  Measurements,
  | "protocol_errors"
  | "inference_errors"
  | "inference_error_counts"
  | "inference_error_samples"
  | "timeouts"
  | "broken_sessions"
  | "errors_by_phase"
>;

/** The most different samples that a summary keeps. */
const MAX_SAMPLES = 5;

/** The errors of all shards; lists are in the order of shards, as nobody knows that of time. */
export function mergeErrors(shards: readonly RunSummary[]): Errors {
  const sum = (pick: (shard: RunSummary) => number) =>
    shards.reduce((total, shard) => total + pick(shard), 0);
  return {
    protocol_errors: sum(({ protocol_errors }) => protocol_errors),
    inference_errors: sum(({ inference_errors }) => inference_errors),
    inference_error_counts: sumBy(
      shards.flatMap(({ inference_error_counts }) => inference_error_counts),
      ({ stage, kind }) => `${stage} ${kind}`,
    ),
    inference_error_samples: distinct(
      shards.flatMap(({ inference_error_samples }) => inference_error_samples),
    ).slice(0, MAX_SAMPLES),
    timeouts: {
      connect: sum(({ timeouts }) => timeouts.connect),
      send: sum(({ timeouts }) => timeouts.send),
      close: sum(({ timeouts }) => timeouts.close),
      session: sum(({ timeouts }) => timeouts.session),
    },
    broken_sessions: sumBy(
      shards.flatMap(({ broken_sessions }) => broken_sessions),
      ({ cause }) => cause,
    ),
    errors_by_phase: Object.fromEntries(RUN_PHASES.map((phase) => [phase, {
      protocol_errors: sum(({ errors_by_phase }) => errors_by_phase[phase].protocol_errors),
      inference_errors: sum(({ errors_by_phase }) => errors_by_phase[phase].inference_errors),
      timeouts: sum(({ errors_by_phase }) => errors_by_phase[phase].timeouts),
    }])) as Errors["errors_by_phase"],
  };
}

/** One entry for each key: the first, with the counts of all. */
function sumBy<T extends { readonly count: number }>(
  entries: readonly T[],
  keyOf: (entry: T) => string,
): T[] {
  const merged = new Map<string, T>();
  for (const entry of entries) {
    const known = merged.get(keyOf(entry)) ?? { ...entry, count: 0 };
    merged.set(keyOf(entry), { ...known, count: known.count + entry.count });
  }
  return [...merged.values()];
}

function distinct<T>(values: readonly T[]): T[] {
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
}
