import { metricNamed, targetOutcome, validRuns, valuesOf } from "@stt-bench/results";
import type { ComparedTarget } from "@stt-bench/results";
import { summarize } from "@stt-bench/statistics";
import type { ResultSet } from "../../model/result_set.ts";
import { comparedTargets } from "../compared_targets.ts";
import { listNames } from "../list_names.ts";
import { measuredLevels } from "../measured_levels.ts";

/** From here on back-pressure is worth speaking of. */
const WORTH_SAYING_MS = 5;

/** Who holds the service level under `sessions`, and how late the newest frame's answer comes. */
export function responseSentences(set: ResultSet, sessions: number): readonly string[] {
  const measured = measuredTargets(set, sessions);
  if (measured.length === 0) return [];
  return [
    ...verdictSentences(set, sessions, measured),
    ...rangeSentences("newest", measured),
  ];
}

/** The same, and more: the oldest frame, and the schedule's clock. */
export function latencySentences(set: ResultSet, sessions: number): readonly string[] {
  const measured = measuredTargets(set, sessions);
  if (measured.length === 0) return [];
  return [
    ...responseSentences(set, sessions),
    ...rangeSentences("oldest", measured),
    ...clockSentences(measured),
  ];
}

function measuredTargets(set: ResultSet, sessions: number): readonly ComparedTarget[] {
  return comparedTargets(set, sessions).filter((target) => validRuns(target).length > 0);
}

function verdictSentences(
  set: ResultSet,
  sessions: number,
  measured: readonly ComparedTarget[],
): string[] {
  const passing = measured.filter((target) => targetOutcome(target) === "pass");
  const level = `the service level${set.slo === null ? "" : ` “${set.slo.name}”`}`;
  const fails = measured
    .filter((target) => targetOutcome(target) === "fail")
    .map(({ target: { label } }) => failSentence(set, label, sessions, level));
  if (passing.length === 0) return fails;
  const names = passing.length === measured.length && passing.length > 2
    ? `All ${passing.length}`
    : listNames(passing.map(({ target }) => target.label));
  const verb = passing.length === 1 ? "holds" : "hold";
  return [`${names} ${verb} ${level} with ${sessions} sessions.`, ...fails];
}

function failSentence(set: ResultSet, target: string, sessions: number, level: string): string {
  const { counts, failingGates } = measuredLevels(set, target)
    .find((each) => each.sessions === sessions)!;
  const runs = counts.pass + counts.fail;
  const often = runs === 1 ? "" : ` in ${counts.fail} of ${runs} valid runs`;
  const gates = failingGates.length === 0 ? "" : `, by ${listNames(failingGates)}`;
  return `${target} fails ${level} with ${sessions} sessions${often}${gates}.`;
}

/**
 * `Newest frame to partial takes 90–112 ms (p50) and 113–142 ms (p95)`, over the medians of the gateways;
 * nothing where none of them answered.
 */
function rangeSentences(
  frame: "newest" | "oldest",
  measured: readonly ComparedTarget[],
): string[] {
  const answering = measured.filter((target) => medianOf(target, `${frame}_p50_ms`) !== undefined);
  if (answering.length === 0) return [];
  const range = (percentile: string) => {
    const medians = answering.map((target) => medianOf(target, `${frame}_${percentile}_ms`)!);
    const { min, max } = summarize(medians);
    const [low, high] = [min.toFixed(0), max.toFixed(0)];
    return `${low === high ? low : `${low}–${high}`} ms (${percentile})`;
  };
  const text = `${range("p50")} and ${range("p95")}`;
  const spread = text.includes("–") ? ", depending on the gateway" : "";
  const name = frame === "newest" ? "Newest" : "Oldest";
  return [`${name} frame to partial takes ${text}${spread}.`];
}

/** Back-pressure shows in the schedule's clock alone. */
function clockSentences(measured: readonly ComparedTarget[]): string[] {
  const gaps = measured.flatMap((target) => {
    const [sent, scheduled] = [
      medianOf(target, "newest_p95_ms"),
      medianOf(target, "newest_from_schedule_p95_ms"),
    ];
    if (sent === undefined || scheduled === undefined) return [];
    return [{ label: target.target.label, ms: scheduled - sent }];
  });
  if (gaps.length === 0) return [];
  const held = gaps.filter(({ ms }) => ms >= WORTH_SAYING_MS);
  if (held.length === 0) {
    const most = Math.max(0, ...gaps.map(({ ms }) => ms));
    const text = most < 0.05 ? "the same" : `at most ${most.toFixed(1)} ms more`;
    return [
      `Counted from the schedule, newest p95 is ${text}: no gateway held the load generator up.`,
    ];
  }
  const names = held.map(({ label, ms }) => `${label} (${ms.toFixed(0)} ms)`);
  return [
    `Counted from the schedule, newest p95 is longer for ${listNames(names)}: back-pressure, or ` +
    "lateness of the load generator itself, hides in the other clock.",
  ];
}

function medianOf(target: ComparedTarget, name: string): number | undefined {
  const values = valuesOf(validRuns(target).map(({ summary }) => summary), metricNamed(name));
  return values.length === 0 ? undefined : summarize(values).median;
}
