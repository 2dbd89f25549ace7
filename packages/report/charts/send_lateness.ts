import { VALIDITY_LIMITS } from "@stt-bench/results";
import { summarize } from "@stt-bench/statistics";
import type { ReportRun } from "../model/report_run.ts";
import type { ResultSet } from "../model/result_set.ts";
import { numberCell, numberColumn, textCell, textColumn } from "../analysis/cells.ts";
import type { ChartContent, ChartTable } from "./chart.ts";
import type { RangeRow } from "./drawing/ranges_drawing.ts";
import { targetStyle } from "./target_style.ts";
import { validRunsOf } from "../analysis/valid_runs.ts";

const LIMIT_MS = VALIDITY_LIMITS.send_lateness_p99_ms;

/** The least that a logarithmic axis can show. */
const LEAST_MS = 0.01;

/** How late the load generator was in the runs of one gateway. */
interface Lateness {
  readonly target: string;
  readonly runs: number;
  /** Milliseconds, medians of the valid runs; undefined without one. */
  readonly p50: number | undefined;
  readonly p99: number | undefined;
  readonly max: number | undefined;
  /** p99 of the runs that don't count. */
  readonly invalid: readonly number[];
}

/** Whether the load generator is to blame. Undefined where nobody knows how late it was. */
export function sendLatenessChart(set: ResultSet): ChartContent | undefined {
  const rows = set.targets.map(({ label }) => latenessOf(set, label))
    .filter(({ p99, invalid }) => p99 !== undefined || invalid.length > 0);
  if (rows.length === 0) return undefined;
  return {
    kind: "send-lateness",
    title: titleOf(set, rows),
    subtitle:
      "Milliseconds from when a frame was due until the load generator sent it, medians of the " +
      "valid runs. From the left: p50 (ring), p99 (disc), the most (ring). Diamonds: p99 of runs that " +
      "don’t count, as the tools or the machine were the limit.",
    description: rows.map(describe).join(" "),
    drawing: {
      type: "ranges",
      x: { name: "ms (logarithmic)", scale: "log", min: leastDecade(rows) },
      rows: rows.map((row) => rowOf(row, set)),
      limit: { value: LIMIT_MS, text: `p99 ≤ ${LIMIT_MS} ms` },
    },
    table: tableOf(rows),
  };
}

/** The power of ten below all values. */
function leastDecade(rows: readonly Lateness[]): number {
  const values = rows.flatMap((
    { p50, p99, invalid },
  ) => [p50 ?? Infinity, p99 ?? Infinity, ...invalid]);
  return 10 ** Math.floor(Math.log10(Math.max(LEAST_MS, Math.min(LIMIT_MS / 10, ...values))));
}

function latenessOf(set: ResultSet, target: string): Lateness {
  const valid = validRunsOf(set, target).flatMap(({ summary }) => summary.send_lateness ?? []);
  const median = (of: "p50_ms" | "p99_ms" | "max_ms") =>
    valid.length === 0 ? undefined : summarize(valid.map((latency) => latency[of])).median;
  return {
    target,
    runs: valid.length,
    p50: median("p50_ms"),
    p99: median("p99_ms"),
    max: median("max_ms"),
    invalid: set.runs
      .filter((run) => run.target === target && run.outcome === "invalid")
      .flatMap(p99Of),
  };
}

function p99Of({ summary }: ReportRun): number[] {
  const ms = summary?.send_lateness?.p99_ms;
  return ms === undefined ? [] : [ms];
}

function titleOf(set: ResultSet, rows: readonly Lateness[]): string {
  const late = rows.flatMap(({ invalid }) => invalid).filter((ms) => ms > LIMIT_MS).length;
  const known = set.runs.flatMap(p99Of).length;
  const most = Math.max(...validRunsOf(set).flatMap(p99Of));
  const valid = Number.isFinite(most)
    ? `p99 is at most ${most.toFixed(1)} ms in the runs that count, ${LIMIT_MS} ms are allowed`
    : "no run counts";
  return late === 0
    ? `The load generator was on time: ${valid}`
    : `The load generator was late in ${late} of ${known} runs, which don’t count; ${valid}`;
}

function describe({ target, p50, p99, max, invalid }: Lateness): string {
  const ms = (value: number | undefined) => value?.toFixed(1) ?? "–";
  return `${target}: p50 ${ms(p50)} ms, p99 ${ms(p99)} ms, at most ${ms(max)} ms` +
    (invalid.length === 0 ? "." : `; ${invalid.length} runs don’t count.`);
}

function rowOf({ target, p50, p99, max, invalid }: Lateness, set: ResultSet): RangeRow {
  const shown = (value: number) => Math.max(value, LEAST_MS);
  const at = (value: number | undefined, tone: "main" | "side", name: string) =>
    value === undefined ? [] : [{ value: shown(value), tone, name }];
  return {
    label: target,
    style: targetStyle(target, set.targets),
    values: [
      ...at(p50, "side", "p50"),
      ...at(p99, "main", "p99"),
      ...at(max, "side", "most"),
      ...invalid.map((
        ms,
      ) => ({ value: shown(ms), tone: "doubtful", name: "p99, invalid" } as const)),
    ],
  };
}

function tableOf(rows: readonly Lateness[]): ChartTable {
  return {
    columns: [
      textColumn("target", "gateway"),
      numberColumn("runs", "valid runs"),
      numberColumn("p50_ms", "p50, ms"),
      numberColumn("p99_ms", "p99, ms"),
      numberColumn("max_ms", "most, ms"),
      numberColumn("invalid", "invalid runs"),
      numberColumn("invalid_p99_ms", "their worst p99, ms"),
    ],
    rows: rows.map(({ target, runs, p50, p99, max, invalid }) => [
      textCell(target),
      numberCell(runs),
      numberCell(p50, 1),
      numberCell(p99, 1),
      numberCell(max, 1),
      numberCell(invalid.length),
      numberCell(invalid.length === 0 ? null : Math.max(...invalid), 1),
    ]),
  };
}
