import { summarize } from "@stt-bench/statistics";
import type { ResultSet } from "../model/result_set.ts";
import type { TimePoint } from "../model/time_point.ts";
import { numberCell, numberColumn, textCell, textColumn } from "../analysis/cells.ts";
import type { ChartContent, ChartTable } from "./chart.ts";
import type { Panel } from "./drawing/lines_drawing.ts";
import { latencyMetrics, limitLines } from "./latency_metrics.ts";
import type { LatencyMetric } from "./latency_metrics.ts";
import { listNames } from "../analysis/list_names.ts";
import { loadOf } from "../analysis/load_of.ts";
import { panelsByWorkers } from "./panels_by_workers.ts";
import { targetStyle } from "./target_style.ts";
import { validRunsOf } from "../analysis/valid_runs.ts";
import { yRange } from "./y_range.ts";

/** A gateway's seconds, each the median of its rounds. */
interface Course {
  readonly target: string;
  readonly seconds: readonly Second[];
}

/** One second: milliseconds by the name of a metric. */
interface Second {
  readonly atSecs: number;
  readonly ms: Readonly<Record<LatencyMetric["name"], number>>;
}

/** A growth that is called one; less is what a quiet run shows as well. */
const GROWTH = 1.25;

/**
 * Latency second by second. Undefined where no samples were kept, the load differs from run to run, or
 * there are less than three seconds.
 */
export function latencyOverTimeChart(set: ResultSet): ChartContent | undefined {
  const courses = set.targets.map(({ label }) => courseOf(set, label))
    .filter(({ seconds }) => seconds.length >= 3);
  if (courses.length === 0 || loadOf(set) === undefined) return undefined;
  return {
    kind: "latency-over-time",
    title: titleOf(courses),
    subtitle:
      "Milliseconds from sending a frame to its partial, of the partials of each second; each " +
      "the median of the valid rounds. What is higher than twice the limit leaves the picture.",
    description: courses.map(describe).join(" "),
    drawing: {
      type: "lines",
      x: { name: "seconds of the measured window", scale: "linear", min: 0 },
      y: { name: "ms", scale: "linear", min: 0 },
      hasMarks: false,
      panels: panelsByWorkers(
        courses,
        set,
        (some) => latencyMetrics.map((metric) => panelOf(metric, some, set)),
      ),
    },
    table: tableOf(courses),
  };
}

function courseOf(set: ResultSet, target: string): Course {
  const points = validRunsOf(set, target).flatMap(({ overTime }) => overTime);
  const seconds = [...Map.groupBy(points, ({ atSecs }) => atSecs)]
    // The last second is a few stragglers at most.
    .filter(([atSecs]) => atSecs < set.load.measureSecs)
    .sort(([a], [b]) => a - b)
    .map(([atSecs, of]) => ({ atSecs, ms: mediansOf(of) }));
  return { target, seconds };
}

function mediansOf(points: readonly TimePoint[]): Second["ms"] {
  return Object.fromEntries(
    latencyMetrics.map(({ name, ofSecond }) => [name, summarize(points.map(ofSecond)).median]),
  ) as Second["ms"];
}

/** The medians of the first and the last third. */
function edgesOf({ seconds }: Course, metric: LatencyMetric["name"]): [number, number] {
  const third = Math.floor(seconds.length / 3);
  const median = (of: readonly Second[]) => summarize(of.map(({ ms }) => ms[metric])).median;
  return [median(seconds.slice(0, third)), median(seconds.slice(-third))];
}

function titleOf(courses: readonly Course[]): string {
  const growing = courses.filter((course) => {
    const [first, last] = edgesOf(course, "newest p95");
    return last > first * GROWTH;
  });
  if (growing.length === 0) {
    return courses.length === 1
      ? `Latency of ${courses[0]!.target} doesn’t grow in the measured window`
      : "No gateway’s latency grows in the measured window";
  }
  const texts = growing.map((course) => {
    const [first, last] = edgesOf(course, "newest p95");
    return `${course.target} from ${first.toFixed(0)} to ${last.toFixed(0)} ms`;
  });
  return `Newest p95 grows in the measured window: ${listNames(texts)}`;
}

function describe(course: Course): string {
  const [first, last] = edgesOf(course, "newest p95");
  return `${course.target}: newest p95 is ${first.toFixed(0)} ms in the first third and ` +
    `${last.toFixed(0)} ms in the last.`;
}

function panelOf(metric: LatencyMetric, courses: readonly Course[], set: ResultSet): Panel {
  const limits = limitLines(metric, set.slo);
  const lines = courses.map(({ target, seconds }) => ({
    label: target,
    style: targetStyle(target, set.targets),
    points: seconds.map(({ atSecs, ms }) => [atSecs, ms[metric.name]] as const),
  }));
  const values = lines.flatMap(({ points }) => points.map(([, ms]) => ms));
  return { title: `${metric.name}, ms`, lines, limits, yRange: yRange(values, limits[0]?.y) };
}

function tableOf(courses: readonly Course[]): ChartTable {
  return {
    columns: [
      textColumn("target", "gateway"),
      numberColumn("seconds", "seconds"),
      ...latencyMetrics.flatMap(({ name }) => [
        numberColumn(`${name.replace(" ", "_")}_first_ms`, `${name}, first third, ms`),
        numberColumn(`${name.replace(" ", "_")}_last_ms`, "last third"),
      ]),
    ],
    rows: courses.map((course) => [
      textCell(course.target),
      numberCell(course.seconds.length),
      ...latencyMetrics.flatMap(({ name }) => edgesOf(course, name).map((ms) => numberCell(ms, 1))),
    ]),
  };
}
