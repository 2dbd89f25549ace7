import { capacityLabel, describeScaling, isAtLeast, toBracketFile } from "@stt-bench/results";
import type { Manifest } from "@stt-bench/results";
import type { Display } from "../report/display.ts";
import type { BracketReport } from "./bracket.ts";
import { BRACKET_FILE } from "./bracket_run.ts";
import { renderBracketTable } from "./bracket_table.ts";
import type { BracketColumn } from "./bracket_table.ts";

/** A bracket for people: the conditions, the table, why it ended so, how to go on, the files. */
export function renderBracket(report: BracketReport, display: Display): string {
  const { manifest, columns, state, problem, directory } = report;
  const isMeasured = state.searches.some(({ history }) => history.length > 0);
  return [
    describeLoad(manifest),
    manifest.pinning.description,
    ...(isMeasured ? [renderBracketTable(columns, capacityLabel(manifest), display)] : []),
    ...(isMeasured ? describeScalings(report) : []),
    ...columns.flatMap(explain),
    ...(problem?.result.reasons ?? []).map((reason) => `${problem!.target.label} FAIL: ${reason}`),
    ...(problem?.result.log ?? []).slice(-5).map((line) => `  | ${line.slice(0, 200)}`),
    ...(manifest.complete ? [] : [`Go on with it: deno task bracket --resume ${directory}`]),
    `Files: ${directory}`,
  ].join("\n");
}

function describeScalings({ manifest: { targets, machine }, columns }: BracketReport): string[] {
  const capacities = columns.map((column) => ({ ...column, isAtLeast: isAtLeast(column.result) }));
  return describeScaling(targets, machine.cores, capacities);
}

/** A run that fails fails by several gates at once: the first few say enough, the file has all. */
const MOST_REASONS = 3;

function explain({ target, result: { reasons } }: BracketColumn): string[] {
  const shown = reasons.slice(0, MOST_REASONS).map((reason) => `${target}: ${reason}`);
  const more = reasons.length - shown.length;
  return more === 0 ? shown : [...shown, `${target}: and ${more} more, in ${BRACKET_FILE}`];
}

/** A bracket for programs. */
export function renderBracketJson({ manifest, state, directory }: BracketReport): string {
  return JSON.stringify({ directory, manifest, bracket: toBracketFile(state) }, null, 2);
}

function describeLoad({ load, inference_url }: Manifest): string {
  const { profile, ramp_up_secs, warmup_secs, measure_secs } = load;
  const note = profile === "quick" ? " (for small machines; publish with reference)" : "";
  return `capacity, profile ${profile}${note}: ramp ${ramp_up_secs} s, warm-up ${warmup_secs} s, ` +
    `measured ${measure_secs} s` +
    (inference_url === null ? "" : `, inference at ${inference_url}`);
}
