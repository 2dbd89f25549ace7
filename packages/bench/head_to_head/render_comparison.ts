import { formatRatio, formatSpread, metrics, totalErrors, validRuns } from "@stt-bench/results";
import type { Comparison, Metric, Outcome } from "@stt-bench/results";
import type { Display } from "../report/display.ts";
import { isToolMetric } from "../report/is_tool_metric.ts";
import { renderTable } from "../report/table.ts";
import type { Cell, Row, Tone } from "../report/table.ts";
import type { TargetResult } from "./target_result.ts";

type ComparedTarget = Comparison["targets"][0];

const tones: Readonly<Record<Outcome, Tone>> = {
  pass: "good",
  fail: "bad",
  invalid: "warning",
  interrupted: "warning",
};

const NOTHING: Cell = { text: "–" };

/** The targets side by side: medians over the valid rounds, their range, and ratios to the baseline. */
export function renderComparison(
  { targets, baseline }: Comparison,
  results: readonly TargetResult[],
  display: Display,
): string {
  const rowsOf = (some: readonly Metric[]) =>
    some.flatMap((metric) => metricRows(metric, targets, baseline));
  const rows: Row[] = [
    {
      label: "verdict",
      startsGroup: true,
      cells: targets.map(({ outcome }) => ({ text: outcome.toUpperCase(), tone: tones[outcome] })),
    },
    ...roundsRow(targets),
    { label: "inference client", cells: results.map(inferenceClient) },
    ...rowsOf(metrics.filter((metric) => !isToolMetric(metric))),
    { label: "errors / partials", startsGroup: true, cells: results.map(errors) },
    ...rowsOf(metrics.filter(isToolMetric)),
  ];
  return renderTable(targets.map(({ target }) => target), rows, display);
}

function roundsRow(targets: readonly ComparedTarget[]): Row[] {
  if (targets.every(({ rounds }) => rounds <= 1)) return [];
  const cells = targets.map(({ valid_rounds, rounds }): Cell => ({
    text: `${valid_rounds} of ${rounds}`,
    ...(valid_rounds < rounds ? { tone: "warning" } : {}),
  }));
  return [{ label: "valid rounds", cells }];
}

/** A metric that no target has takes no row. */
function metricRows(metric: Metric, targets: readonly ComparedTarget[], baseline: string): Row[] {
  const { name, label, unit, startsGroup } = metric;
  const spreads = targets.map(({ metrics }) => metrics[name]);
  if (spreads.every((spread) => spread === undefined)) return [];
  const row: Row = {
    label,
    ...(startsGroup ? { startsGroup } : {}),
    cells: spreads.map((spread) => spread ? { text: formatSpread(spread, unit) } : NOTHING),
  };
  const hasRatios = targets.some(({ ratios }) => ratios[name] !== undefined);
  return hasRatios ? [row, ratioRow(metric, targets, baseline)] : [row];
}

function ratioRow({ name }: Metric, targets: readonly ComparedTarget[], baseline: string): Row {
  return {
    label: `  × ${baseline} (95 % interval)`,
    cells: targets.map(({ target, ratios }) => {
      const ratio = ratios[name];
      if (target === baseline) return { text: "1" };
      if (ratio === undefined) return NOTHING;
      const text = formatRatio(ratio);
      return { text: ratio.decision === "tie" ? `tie: ${text}` : text };
    }),
  };
}

function inferenceClient(result: TargetResult): Cell {
  const gateway = result.runs.find(({ summary }) => summary?.gateway)?.summary?.gateway;
  if (!gateway?.inference_client) return NOTHING;
  return { text: `${gateway.inference_client}, ${gateway.inference_protocol}` };
}

function errors(result: TargetResult): Cell {
  const runs = validRuns(result).map(({ summary }) => summary);
  if (runs.length === 0) return NOTHING;
  const sum = (of: (run: (typeof runs)[0]) => number) =>
    runs.reduce((total, run) => total + of(run), 0);
  return { text: `${sum(totalErrors)} / ${sum(({ partials }) => partials)}` };
}
