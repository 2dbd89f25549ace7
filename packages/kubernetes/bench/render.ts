import { renderBracketTable } from "@stt-bench/bench";
import type { Display } from "@stt-bench/bench";
import { capacityLabel, toBracketFile } from "@stt-bench/results";
import type { RunSummary } from "@stt-bench/results";
import type { K8sReport } from "./bench_k8s.ts";
import type { ClusterRun } from "./cluster_manifest.ts";

/** A bench on a cluster for people: where, what was found, why, the files. */
export function renderK8s(report: K8sReport, display: Display): string {
  const { manifest, runs, columns, state, directory } = report;
  const isMeasured = state?.searches.some(({ history }) => history.length > 0) ?? false;
  return [
    manifest.pinning.description,
    ...runs.map((run) => describeRun(manifest.targets[0]!.target, run)),
    ...(isMeasured ? [renderBracketTable(columns, capacityLabel(manifest), display)] : []),
    ...columns.flatMap(({ target, result }) => result.reasons.map((why) => `${target}: ${why}`)),
    `Files: ${directory}`,
  ].join("\n");
}

/** The same for programs. */
export function renderK8sJson({ manifest, runs, state, directory }: K8sReport): string {
  const summaries = runs.flatMap(({ result }) => result.summary ?? []);
  const bracket = state === undefined ? {} : { bracket: toBracketFile(state) };
  return JSON.stringify({ directory, manifest, summaries, ...bracket }, null, 2);
}

function describeRun(target: string, { sessions, round, result }: ClusterRun): string {
  const { outcome, reasons, log, summary } = result;
  return [
    `${target}, ${sessions} sessions, run ${round}: ${outcome.toUpperCase()}`,
    ...(summary === undefined ? [] : describeSummary(summary)),
    ...reasons.slice(0, MOST_LINES).map((reason) => `  - ${reason}`),
    ...log.slice(-MOST_LINES).map((line) => `  | ${line.slice(0, 200)}`),
  ].join("\n");
}

const MOST_LINES = 5;

function describeSummary({ gateway, ...summary }: RunSummary): string[] {
  const newest = summary.newest_frame_to_partial_latency;
  const { partials } = summary;
  return [
    `  newest frame → partial: p50 ${newest.p50_ms} ms, p95 ${newest.p95_ms} ms; ${partials} partials`,
    gateway === undefined
      ? "  gateway: its cost is not known"
      : `  gateway: ${gateway.cpu_us_per_session_second} µs CPU per session-second, ` +
        `${Math.round(gateway.rss_bytes_per_session / 1000)} kB per session`,
  ];
}
