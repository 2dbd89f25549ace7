import { formatRatio } from "@stt-bench/results";
import type { RatioDecision } from "@stt-bench/statistics";
import type { ResultSet } from "../model/result_set.ts";
import { numberCell, textCell } from "./cells.ts";
import { pairRatios } from "./pair_ratios.ts";
import type { PairRatio } from "./pair_ratios.ts";
import type { ReportTable } from "./report_table.ts";
import { detail, numbers, tableOfSets, texts } from "./table_columns.ts";
import type { ColumnOf } from "./table_columns.ts";

const decisions: Readonly<Record<RatioDecision, string>> = {
  lower: "less",
  higher: "more",
  tie: "tie",
  unknown: "unknown",
};

/** Metrics as people call them. */
const names: Readonly<Record<string, string>> = {
  cpu_us_per_session_second: "CPU",
  rss_kb_per_session: "memory",
  newest_p50_ms: "newest p50",
  newest_p95_ms: "newest p95",
  oldest_p50_ms: "oldest p50",
  oldest_p95_ms: "oldest p95",
};

const COLUMNS: readonly ColumnOf<PairRatio>[] = [
  texts("target", "gateway", ({ target }) => textCell(target)),
  texts("other", "÷ other", ({ other }) => textCell(other)),
  texts("metric", "metric", ({ metric: { name } }) => ({ value: name, text: names[name] ?? name })),
  numbers("sessions", "sessions", ({ sessions }) => numberCell(sessions)),
  numbers("ratio", "ratio (95 % interval)", ({ estimate }) => ({
    value: round4(estimate.ratio),
    text: formatRatio(estimate),
  })),
  detail("low", ({ estimate }) => numberCell(round4(estimate.low), 4)),
  detail("high", ({ estimate }) => numberCell(round4(estimate.high), 4)),
  numbers("bootstrap_low", "by bootstrap", ({ bootstrap }) => ({
    value: round4(bootstrap?.low ?? null),
    text: bootstrap === null ? "–" : `${bootstrap.low.toFixed(2)}–${bootstrap.high.toFixed(2)}`,
  })),
  detail("bootstrap_high", ({ bootstrap }) => numberCell(round4(bootstrap?.high ?? null), 4)),
  numbers("pairs", "rounds", ({ pairs }) => numberCell(pairs)),
  texts("decision", "decision", ({ estimate }) => textCell(decisions[estimate.decision])),
];

/** Gateways ÷ others with the same number of workers, and ÷ themselves with another, metric by metric. */
export function comparisonsTable(sets: readonly ResultSet[]): ReportTable {
  const rows = sets.flatMap(pairRatios);
  return tableOfSets(
    {
      name: "comparisons",
      title: "Comparisons",
      notes: [
        "Geometric means over the rounds that both have, with Student's 95 % interval on the " +
        "logarithms; a tie includes 1, or is nearer to it than 5 %.",
        "Bootstrap: percentile method, 10 000 resamples of the rounds, seed 1. Of few rounds it is " +
        "too narrow: decide by the other one.",
        ...(rows.some(({ pairs }) => pairs === null)
          ? ["Runs that were not made in turns are no pairs: there it is Welch's interval."]
          : []),
      ],
    },
    COLUMNS,
    rows,
  );
}

function round4(value: number | null): number | null {
  return value === null ? null : Math.round(value * 10_000) / 10_000;
}
