import { VALIDITY_LIMITS } from "@stt-bench/results";
import type { AnySummary } from "@stt-bench/results";
import type { ReportRun } from "../../model/report_run.ts";
import type { ResultSet } from "../../model/result_set.ts";
import { validRunsOf } from "../valid_runs.ts";

/** More groups of invalid runs than this are counted, not named. */
const MOST_NAMED = 6;

/** Whether load generator and simulator kept up, and which runs don't count as they did not. */
export function toolsSentences(set: ResultSet): readonly string[] {
  const valid = validRunsOf(set).map(({ summary }) => summary);
  const most = (of: (summary: AnySummary) => number | null | undefined) =>
    Math.max(...valid.map(of).filter((value) => typeof value === "number"));
  const lateness = most((run) => run.send_lateness?.p99_ms);
  const cpu = most((run) => run.generator?.cpu_percent);
  const delay = most((run) => run.simulator?.loop_delay_p99_ms);
  const limits = VALIDITY_LIMITS;
  return [
    ...(lateness === -Infinity ? [] : [
      `In the runs that count the load generator was late by at most ${
        lateness.toFixed(1)
      } ms (p99, of ` +
      `${limits.send_lateness_p99_ms} ms allowed)` +
      (cpu === -Infinity
        ? "."
        : `, and used at most ${
          cpu.toFixed(0)
        } % of its CPU (of ${limits.generator_cpu_percent} %).`),
    ]),
    ...(delay === -Infinity ? [] : [
      `The simulator's event loop was late by at most ${delay.toFixed(1)} ms (p99, of ` +
      `${limits.simulator_loop_delay_p99_ms} ms allowed).`,
    ]),
    ...invalidSentences(set.runs.filter(({ outcome }) => outcome === "invalid")),
  ];
}

/** What spoilt runs, gateway by gateway and load by load. */
function invalidSentences(invalid: readonly ReportRun[]): string[] {
  const groups = Map.groupBy(
    invalid,
    ({ target, sessions }) => `${target} with ${sessions} sessions`,
  );
  if (groups.size > MOST_NAMED) {
    return [`${invalid.length} runs are invalid: ${blames(invalid)}.`];
  }
  return [...groups].map(([what, runs]) =>
    runs.length === 1
      ? `A run of ${what} is invalid: ${runs[0]!.reasons.join("; ")}.`
      : `${runs.length} runs of ${what} are invalid: ${blames(runs)}.`
  );
}

/** `generator-limited, simulator-limited`, without the numbers. */
function blames(runs: readonly ReportRun[]): string {
  return [...new Set(runs.flatMap(({ reasons }) => reasons.map((reason) => reason.split(":")[0]!)))]
    .join(", ");
}
