import { describeScaling, findings } from "@stt-bench/results";
import type { Manifest } from "@stt-bench/results";
import type { Display } from "../report/display.ts";
import { renderSoak } from "../soak/render_soak.ts";
import { renderSplit } from "../split/render_split.ts";
import type { BenchReport } from "./bench.ts";
import { renderComparison } from "./render_comparison.ts";
import type { TargetResult } from "./target_result.ts";

/** A head-to-head for people: the conditions, the table, what it means, what went wrong, the files. */
export function renderBench(
  { manifest, results, comparison, directory }: BenchReport,
  display: Display,
): string {
  const isMeasured = results.some(({ runs }) => runs.some(({ summary }) => summary !== undefined));
  return [
    describeLoad(manifest),
    manifest.pinning.description,
    ...describeLimits(manifest),
    ...(isMeasured ? [renderComparison(comparison, results, display)] : []),
    ...(comparison.splits.length === 0 ? findings(results) : []),
    ...comparison.splits.map((split) => renderSplit(split, comparison.targets, display)),
    ...describeScaling(manifest.targets, manifest.machine.cores),
    ...renderSoaks(results, display),
    ...results.flatMap(explain),
    ...(manifest.complete ? [] : ["Partial results: not every run came to its end."]),
    `Files: ${directory}`,
  ].join("\n");
}

function renderSoaks(results: readonly TargetResult[], display: Display): string[] {
  const soaks = results.flatMap(({ runs }) => runs.flatMap(({ soak }) => soak ?? []));
  return soaks.length === 0 ? [] : [renderSoak(soaks, display)];
}

/** A head-to-head for programs. */
export function renderBenchJson(
  { manifest, results, comparison, directory }: BenchReport,
): string {
  const summaries = results.flatMap(({ runs }) => runs.flatMap(({ summary }) => summary ?? []));
  return JSON.stringify({ directory, manifest, comparison, summaries }, null, 2);
}

/** Why rounds did not pass, and the end of the log of what went wrong; the manifest has more. */
function explain({ target, runs }: TargetResult): string[] {
  return runs.flatMap(({ round, outcome, reasons, log }) => [
    ...reasons.map((reason) =>
      `${target.label}${
        runs.length > 1 ? `, round ${round}` : ""
      } ${outcome.toUpperCase()}: ${reason}`
    ),
    ...log.slice(-5).map((line) => `  | ${line.slice(0, 200)}`),
  ]);
}

function describeLoad({ load, inference_url, targets, runs }: Manifest): string {
  const { profile, sessions, ramp_up_secs, warmup_secs, measure_secs } = load;
  const note = profile === "quick" ? " (a first look, not a capacity)" : "";
  const rounds = targets.length === 0 ? 0 : Math.ceil(runs.length / targets.length);
  return `${sessions} sessions, profile ${profile}${note}: ramp ${ramp_up_secs} s, ` +
    `warm-up ${warmup_secs} s, measured ${measure_secs} s` +
    (rounds > 1 ? `, ${rounds} rounds` : "") +
    (inference_url === null ? "" : `, inference at ${inference_url}`);
}

/** A limited result must not be taken for one of a whole CPU: gateways get cheaper under throttling. */
function describeLimits({ conditions: { cpu_limit, memory_limit_bytes } }: Manifest): string[] {
  const limits = [
    ...(cpu_limit === null ? [] : [`${cpu_limit} vCPU`]),
    ...(memory_limit_bytes === null
      ? []
      : [`${Math.round(memory_limit_bytes / 2 ** 20)} MiB of memory`]),
  ];
  if (limits.length === 0) return [];
  return [
    `each gateway is held to ${
      limits.join(" and ")
    }: don't scale this to a whole CPU, or set it beside one`,
  ];
}
