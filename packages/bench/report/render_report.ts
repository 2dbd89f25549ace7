import type { BenchReport } from "../bench.ts";
import type { Manifest } from "./manifest.ts";
import type { VariantResult } from "../run/outcome.ts";
import { renderVerdictTable } from "./verdict_table.ts";

/** A comparison for people: the conditions, the table, why a gate failed, and where the files are. */
export function renderReport(
  { manifest, results, directory }: BenchReport,
  color: boolean,
): string {
  const isMeasured = results.some(({ summary }) => summary !== undefined);
  return [
    describeLoad(manifest),
    manifest.pinning.description,
    ...(isMeasured ? [renderVerdictTable(results, color)] : []),
    ...results.flatMap(explain),
    ...(manifest.complete ? [] : ["Partial results: not every run came to its end."]),
    `Files: ${directory}`,
  ].join("\n");
}

/** Why a variant did not pass, and the end of the log of what went wrong; the manifest has more. */
function explain({ variant, outcome, reasons, log }: VariantResult): string[] {
  return [
    ...reasons.map((reason) => `${variant} ${outcome.toUpperCase()}: ${reason}`),
    ...log.slice(-5).map((line) => `  | ${line.slice(0, 200)}`),
  ];
}

/** A comparison for programs. */
export function renderJson({ manifest, results, directory }: BenchReport): string {
  const summaries = results.flatMap(({ summary }) => summary === undefined ? [] : [summary]);
  return JSON.stringify({ directory, manifest, summaries }, null, 2);
}

function describeLoad({ load, inference }: Manifest): string {
  const { profile, sessions, ramp_up_secs, warmup_secs, measure_secs } = load;
  const note = profile === "quick" ? " (a first look, not a capacity)" : "";
  return `${sessions} sessions, profile ${profile}${note}: ramp ${ramp_up_secs} s, ` +
    `warm-up ${warmup_secs} s, measured ${measure_secs} s` +
    (inference.url === null ? "" : `, inference at ${inference.url}`);
}
