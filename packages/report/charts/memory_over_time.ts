import type { SoakReport } from "@stt-bench/results";
import type { ResultSet } from "../model/result_set.ts";
import { numberCell, numberColumn, textCell, textColumn } from "../analysis/cells.ts";
import type { ChartContent } from "./chart.ts";
import type { Panel } from "./drawing/lines_drawing.ts";
import { listNames } from "../analysis/list_names.ts";
import { panelsByWorkers } from "./panels_by_workers.ts";
import { targetStyle } from "./target_style.ts";

/** The most points of a line: more than a picture can show tell nothing. */
const MAX_POINTS = 240;

const MB = 1e6;

type Sample = SoakReport["samples"][number];

/** Memory and latency over a long time. Undefined unless it was a soak that left samples. */
export function memoryOverTimeChart(set: ResultSet): ChartContent | undefined {
  const courses = set.courses.filter(({ samples }) => samples.length > 0);
  if (courses.length === 0) return undefined;
  return {
    kind: "memory-over-time",
    title: titleOf(courses),
    subtitle:
      "The gateway’s resident memory (RSS) in MB, and newest p95 in ms of the partials of each " +
      `second, since the load began.${highestText(stepOf(courses))}`,
    description: courses.map(describe).join(" "),
    drawing: {
      type: "lines",
      x: { name: "minutes", scale: "linear", min: 0 },
      y: { name: "", scale: "linear", min: 0 },
      hasMarks: false,
      panels: panelsByWorkers(courses, set, (some) => panelsOf(some, set, stepOf(courses))),
    },
    table: {
      columns: [
        textColumn("target", "gateway"),
        textColumn("verdict", "verdict"),
        numberColumn("mean_mb", "mean, MB"),
        numberColumn("mb_per_hour", "growth, MB per hour"),
        numberColumn("first_p95_ms", "newest p95 at first, ms"),
        numberColumn("last_p95_ms", "at last, ms"),
      ],
      rows: courses.map(({ target, memory, latency }) => [
        textCell(target),
        textCell(memory.verdict, memory.verdict === "leak" ? "bad" : undefined),
        numberCell(memory.mean_bytes === null ? null : memory.mean_bytes / MB, 1),
        numberCell(memory.bytes_per_hour === null ? null : memory.bytes_per_hour / MB, 1),
        numberCell(latency.first_quarter.p95_ms, 1),
        numberCell(latency.last_quarter.p95_ms, 1),
      ]),
    },
  };
}

function titleOf(courses: readonly SoakReport[]): string {
  const named = (verdict: SoakReport["memory"]["verdict"]) =>
    courses.filter(({ memory }) => memory.verdict === verdict).map(({ target }) => target);
  const [leaks, steady, unknown] = [named("leak"), named("steady"), named("unknown")];
  if (unknown.length === courses.length) {
    return `Whether memory of ${listNames(unknown)} grows, nobody can tell yet`;
  }
  return [
    ...(leaks.length === 0 ? [] : [`Memory of ${listNames(leaks)} grows without end`]),
    ...(steady.length === 0 ? [] : [`memory of ${listNames(steady)} stays level`]),
    ...(unknown.length === 0
      ? []
      : [`whether that of ${listNames(unknown)} grows, nobody can tell yet`]),
  ].join("; ").replace(/^./, (first) => first.toUpperCase());
}

function describe({ target, memory }: SoakReport): string {
  const mean = memory.mean_bytes === null
    ? ""
    : `, ${(memory.mean_bytes / MB).toFixed(0)} MB on average`;
  return `${target}: memory is ${memory.verdict}${mean}.`;
}

/** @param step samples that a point stands for */
function panelsOf(courses: readonly SoakReport[], set: ResultSet, step: number): readonly Panel[] {
  const linesOf = (value: (sample: Sample) => number | null) =>
    courses.map(({ target, samples }) => ({
      label: target,
      style: targetStyle(target, set.targets),
      points: highest(samples, step, value),
    }));
  const limitMs = set.slo?.newest_p95_ms;
  return [
    {
      title: "memory, MB",
      lines: linesOf(({ rss_bytes }) => rss_bytes === null ? null : rss_bytes / MB),
      limits: [],
    },
    {
      title: "newest p95, ms",
      lines: linesOf(({ newest_p95_ms }) => newest_p95_ms),
      limits: limitMs === undefined ? [] : [{ text: `limit ${limitMs} ms`, y: limitMs }],
    },
  ];
}

function highestText(step: number): string {
  return step === 1 ? "" : ` Each point is the highest of ${step} samples.`;
}

/** How many samples a point stands for. */
function stepOf(courses: readonly SoakReport[]): number {
  return Math.ceil(Math.max(...courses.map(({ samples }) => samples.length)) / MAX_POINTS);
}

/** The highest of each `step` samples, so that no peak is lost, with the minute of the first. */
function highest(
  samples: readonly Sample[],
  step: number,
  of: (sample: Sample) => number | null,
): (readonly [number, number | null])[] {
  return Array.from({ length: Math.ceil(samples.length / step) }, (_, at) => {
    const group = samples.slice(at * step, (at + 1) * step);
    const values = group.map(of).filter((value) => value !== null);
    return [group[0]!.at_secs / 60, values.length === 0 ? null : Math.max(...values)] as const;
  });
}
