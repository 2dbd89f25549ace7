import { summarize } from "@stt-bench/statistics";
import type { ResultSet } from "../model/result_set.ts";
import { numberCell, numberColumn, textCell, textColumn } from "../analysis/cells.ts";
import type { ChartContent, ChartTable } from "./chart.ts";
import type { Panel } from "./drawing/lines_drawing.ts";
import { latencyMetrics, limitLines } from "./latency_metrics.ts";
import type { LatencyMetric } from "./latency_metrics.ts";
import { listNames } from "../analysis/list_names.ts";
import { panelsByWorkers } from "./panels_by_workers.ts";
import { targetStyle } from "./target_style.ts";
import { validRunsOf } from "../analysis/valid_runs.ts";
import type { ValidRun } from "../analysis/valid_runs.ts";
import { yRange } from "./y_range.ts";

/** A number of sessions that a target was measured with. */
interface Level {
  readonly target: string;
  readonly sessions: number;
  readonly runs: readonly ValidRun[];
}

/** Latency as sessions grow. Undefined unless some gateway was measured with several numbers of them. */
export function latencyBySessionsChart(set: ResultSet): ChartContent | undefined {
  const levels = set.targets.flatMap(({ label }) => levelsOf(set, label));
  if (levels.length === new Set(levels.map(({ target }) => target)).size) return undefined;
  return {
    kind: "latency-by-sessions",
    title: titleOf(set, levels),
    subtitle:
      "Milliseconds from sending a frame to its partial, medians of the valid runs with that " +
      "many sessions. What is higher than twice the limit leaves the picture.",
    description: describe(set, levels),
    drawing: {
      type: "lines",
      x: { name: set.capacityLabel, scale: "linear", min: 0 },
      y: { name: "ms", scale: "linear", min: 0 },
      hasMarks: true,
      panels: panelsByWorkers(
        levels,
        set,
        (some) => latencyMetrics.map((metric) => panelOf(metric, some, set)),
      ),
    },
    table: tableOf(levels),
  };
}

function levelsOf(set: ResultSet, target: string): Level[] {
  return [...Map.groupBy(validRunsOf(set, target), ({ sessions }) => sessions)]
    .map(([sessions, runs]) => ({ target, sessions, runs }))
    .sort((a, b) => a.sessions - b.sessions);
}

/** Null where no partial came. */
function medianOf({ runs }: Level, metric: LatencyMetric): number | null {
  const values = runs.map(({ summary }) => metric.ofRun(summary))
    .filter((ms) => ms !== undefined);
  return values.length === 0 ? null : summarize(values).median;
}

function titleOf(set: ResultSet, levels: readonly Level[]): string {
  const targets = [...Map.groupBy(levels, ({ target }) => target)];
  const broken = targets.flatMap(([target, of]) => {
    const gate = failingGateOf(set, target, of);
    return gate === undefined ? [] : [{ target, gate }];
  });
  if (broken.length === 0) return `No valid run broke the service level: ${upTo(targets)}`;
  const gates = [...Map.groupBy(broken, ({ gate }) => gate)];
  if (gates.length === 1) {
    const names = broken.length === targets.length && broken.length > 1
      ? "Every gateway"
      : listNames(broken.map(({ target }) => target));
    return `${names} broke first at ${gates[0]![0]}`;
  }
  const parts = gates.map(([gate, of]) =>
    `${listNames(of.map(({ target }) => target))} at ${gate}`
  );
  return `What broke first: ${parts.join("; ")}`;
}

/** What broke first, as a search has found it, or else as the run with the fewest sessions says. */
function failingGateOf(
  { brackets }: ResultSet,
  target: string,
  levels: readonly Level[],
): string | undefined {
  const found = brackets.find((bracket) => bracket.target === target)?.result.failingGate;
  if (found) return found;
  const failed = levels.flatMap(({ runs }) => runs).find(({ outcome }) => outcome === "fail");
  if (failed === undefined) return undefined;
  return failed.summary.slo?.gates.find(({ ok }) => !ok)?.gate ?? "the service level";
}

function upTo(targets: readonly (readonly [string, readonly Level[]])[]): string {
  const most = targets.map(([target, of]) => `${target} up to ${of.at(-1)!.sessions}`);
  return `${listNames(most)} sessions`;
}

function describe({ slo }: ResultSet, levels: readonly Level[]): string {
  const targets = Map.groupBy(levels, ({ target }) => target);
  const texts = [...targets].map(([target, of]) => {
    const [first, last] = [of[0]!, of.at(-1)!];
    const p95 = (level: Level) => {
      const ms = medianOf(level, latencyMetrics[1]!);
      return ms === null ? "not known" : `${ms.toFixed(0)} ms`;
    };
    return `${target}: newest p95 is ${p95(first)} with ${first.sessions} sessions and ` +
      `${p95(last)} with ${last.sessions}.`;
  });
  const limit = slo === null ? "" : `The limit of newest p95 is ${slo.newest_p95_ms} ms. `;
  return limit + texts.join(" ");
}

function panelOf(metric: LatencyMetric, levels: readonly Level[], set: ResultSet): Panel {
  const limits = limitLines(metric, set.slo);
  const lines = [...Map.groupBy(levels, ({ target }) => target)].map(([label, of]) => ({
    label,
    style: targetStyle(label, set.targets),
    points: of.map((level) => [level.sessions, medianOf(level, metric)] as const),
  }));
  const values = lines.flatMap(({ points }) => points.flatMap(([, ms]) => ms ?? []));
  return { title: `${metric.name}, ms`, lines, limits, yRange: yRange(values, limits[0]?.y) };
}

function tableOf(levels: readonly Level[]): ChartTable {
  return {
    columns: [
      textColumn("target", "gateway"),
      numberColumn("sessions", "sessions"),
      numberColumn("runs", "valid runs"),
      numberColumn("passed", "passed"),
      ...latencyMetrics.map(({ name }) =>
        numberColumn(`${name.replace(" ", "_")}_ms`, `${name}, ms`)
      ),
    ],
    rows: levels.map((level) => [
      textCell(level.target),
      numberCell(level.sessions),
      numberCell(level.runs.length),
      numberCell(level.runs.filter(({ outcome }) => outcome === "pass").length),
      ...latencyMetrics.map((metric) => numberCell(medianOf(level, metric), 1)),
    ]),
  };
}
