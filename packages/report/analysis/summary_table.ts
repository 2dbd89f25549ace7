import {
  formatRatio,
  formatSpread,
  metricNamed,
  metrics,
  ratioOf,
  roundValues,
  targetOutcome,
  totalErrors,
  validRuns,
  valuesOf,
} from "@stt-bench/results";
import type { ComparedTarget, Outcome } from "@stt-bench/results";
import { bootstrapInterval, summarize } from "@stt-bench/statistics";
import type { Interval, Summary } from "@stt-bench/statistics";
import type { ResultSet } from "../model/result_set.ts";
import { numberCell, textCell } from "./cells.ts";
import { comparedTargets } from "./compared_targets.ts";
import { loadsOf } from "./loads_of.ts";
import type { ReportTable, TableCell } from "./report_table.ts";
import { detail, numbers, tableOfSets, texts } from "./table_columns.ts";
import type { ColumnOf } from "./table_columns.ts";

/** One gateway under one load. */
interface Row {
  readonly set: ResultSet;
  readonly sessions: number;
  readonly target: ComparedTarget;
  /** What ratios refer to; undefined where nothing is paired. */
  readonly baseline: ComparedTarget | undefined;
  /** By metric; missing where no valid run has it. */
  readonly figures: ReadonlyMap<string, Figure>;
}

/** A metric over the valid runs, and the bootstrap's interval of its median. */
interface Figure extends Summary {
  readonly interval: Interval | undefined;
}

const tones: Readonly<Record<Outcome, NonNullable<TableCell["tone"]>>> = {
  pass: "good",
  fail: "bad",
  invalid: "warning",
  interrupted: "warning",
};

const COLUMNS: readonly ColumnOf<Row>[] = [
  texts("target", "gateway", ({ target }) => textCell(target.target.label)),
  numbers("sessions", "sessions", ({ sessions }) => numberCell(sessions)),
  texts("outcome", "verdict", ({ target }) => {
    const outcome = targetOutcome(target);
    return { value: outcome, text: outcome.toUpperCase(), tone: tones[outcome] };
  }),
  numbers("valid_rounds", "valid", ({ target }) => ({
    value: validRuns(target).length,
    text: `${validRuns(target).length} of ${target.runs.length}`,
  })),
  detail("rounds", ({ target }) => numberCell(target.runs.length)),
  ...metricColumns("cpu_us_per_session_second", "CPU per session-second"),
  numbers("cpu_ratio", "× first", ratioCell),
  ...detailsOf("user_us"),
  ...detailsOf("sys_us"),
  ...metricColumns("rss_kb_per_session", "memory per session"),
  ...metricColumns("newest_p50_ms", "newest p50"),
  ...metricColumns("newest_p95_ms", "newest p95"),
  ...metricColumns("oldest_p50_ms", "oldest p50"),
  ...metricColumns("oldest_p95_ms", "oldest p95"),
  ...detailsOf("newest_from_schedule_p95_ms"),
  ...detailsOf("oldest_from_schedule_p95_ms"),
  numbers("errors", "errors", (row) => numberCell(sumOf(row, totalErrors))),
  numbers("partials", "partials", (row) => numberCell(sumOf(row, ({ partials }) => partials))),
  ...detailsOf("send_lateness_p99_ms"),
  ...detailsOf("generator_cpu_percent"),
];

/** Each gateway under each load: verdict, cost and latency over its valid rounds. */
export function summaryTable(sets: readonly ResultSet[]): ReportTable {
  const rows = sets.filter(({ program }) => program !== "bracket" && program !== "soak").flatMap(
    rowsOf,
  );
  return tableOfSets(
    {
      name: "summary",
      title: "Summary",
      notes: [
        "Medians of the valid rounds, in parentheses the least and the most.",
        ...(rows.some(({ baseline }) => baseline !== undefined)
          ? [
            "× first: CPU ÷ that of the first gateway, from the rounds that both have, with " +
            "Student's 95 % interval.",
          ]
          : []),
        "The CSV has 95 % bootstrap intervals of the medians as well (percentile method, seed 1).",
      ],
    },
    COLUMNS,
    rows,
  );
}

function rowsOf(set: ResultSet): Row[] {
  return loadsOf(set).flatMap((sessions) => {
    const targets = comparedTargets(set, sessions);
    const baseline = set.program === "bench" ? targets[0] : undefined;
    return targets.map((target) => {
      return { set, sessions, target, baseline, figures: figuresOf(target) };
    });
  });
}

/** A column for people and the numbers behind it for programs. */
function metricColumns(name: string, label: string): ColumnOf<Row>[] {
  const metric = metricNamed(name);
  return [
    numbers(name, label, (row) => {
      const figure = row.figures.get(name);
      if (figure === undefined) return textCell(null);
      return { value: rounded(figure.median), text: formatSpread(figure, metric.unit) };
    }),
    ...spreadDetails(name),
  ];
}

function detailsOf(name: string): ColumnOf<Row>[] {
  return [
    detail(name, ({ figures }) => numeric(figures.get(name)?.median)),
    ...spreadDetails(name),
  ];
}

function spreadDetails(name: string): ColumnOf<Row>[] {
  return [
    detail(`${name}_min`, ({ figures }) => numeric(figures.get(name)?.min)),
    detail(`${name}_max`, ({ figures }) => numeric(figures.get(name)?.max)),
    detail(`${name}_low`, ({ figures }) => numeric(figures.get(name)?.interval?.low)),
    detail(`${name}_high`, ({ figures }) => numeric(figures.get(name)?.interval?.high)),
  ];
}

function figuresOf(target: ComparedTarget): Row["figures"] {
  const runs = validRuns(target).map(({ summary }) => summary);
  return new Map(metrics.flatMap((metric) => {
    const values = valuesOf(runs, metric);
    if (values.length === 0) return [];
    const interval = bootstrapInterval(values, (resample) => summarize(resample).median);
    return [[metric.name, { ...summarize(values), interval }]];
  }));
}

function ratioCell({ target, baseline }: Row): TableCell {
  if (baseline === undefined) return textCell(null);
  if (baseline === target) return { value: 1, text: "1" };
  const cpu = metricNamed("cpu_us_per_session_second");
  const ratio = ratioOf(roundValues(cpu, target), roundValues(cpu, baseline));
  if (ratio === undefined) return textCell(null);
  const text = formatRatio(ratio);
  return {
    value: ratio.ratio === null ? null : rounded(ratio.ratio),
    text: ratio.decision === "tie" ? `tie: ${text}` : text,
  };
}

function sumOf({ target }: Row, of: (run: Parameters<typeof totalErrors>[0]) => number) {
  const runs = validRuns(target);
  if (runs.length === 0) return null;
  return runs.reduce((sum, { summary }) => sum + of(summary), 0);
}

function numeric(value: number | undefined): TableCell {
  return numberCell(value === undefined ? null : rounded(value), 3);
}

/** Three digits behind the point are more than any of these is known to. */
function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
