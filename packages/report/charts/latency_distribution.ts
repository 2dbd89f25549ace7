import type { CdfPoint, LatencyCdf } from "../model/latency_cdf.ts";
import type { ResultSet } from "../model/result_set.ts";
import { numberCell, numberColumn, textCell, textColumn } from "../analysis/cells.ts";
import type { ChartContent, ChartTable } from "./chart.ts";
import { niceRange } from "./drawing/nice_range.ts";
import type { Limit, Panel } from "./drawing/lines_drawing.ts";
import { panelsByWorkers } from "./panels_by_workers.ts";
import { targetStyle } from "./target_style.ts";

/** The share up to which the x axis goes: beyond are a few outliers. */
const LAST_SHARE = 0.999;

/**
 * Which share of partials came within which time, for each gateway that answered any. Undefined where no
 * histograms were kept. After a search it is that with the confirmed number of sessions.
 */
export function latencyDistributionChart(set: ResultSet): ChartContent | undefined {
  const cdfs = shownCdfs(set);
  if (cdfs.length === 0) return undefined;
  return {
    kind: "latency-distribution",
    title: titleOf(cdfs, set),
    subtitle:
      "Share of partials that came within that many milliseconds of sending the frame; all " +
      "valid runs together. A line must pass left of the diamonds, which are the service level.",
    description: describe(cdfs),
    drawing: {
      type: "lines",
      x: { name: "ms", scale: "linear", min: 0 },
      y: { name: "share of partials", scale: "linear", min: 0, max: 1, step: 0.25, isShare: true },
      hasMarks: false,
      panels: panelsByWorkers(
        cdfs,
        set,
        (some) => [panelOf("newest", some, set), panelOf("oldest", some, set)],
      ),
    },
    table: tableOf(cdfs),
  };
}

function shownCdfs({ cdfs, brackets, targets }: ResultSet): readonly LatencyCdf[] {
  return targets.flatMap(({ label }) => {
    const own = cdfs.filter(({ target, newest }) => target === label && newest.length > 0);
    const bracket = brackets.find(({ target }) => target === label);
    if (bracket === undefined) return own;
    return own.filter(({ sessions }) => sessions === bracket.result.confirmed);
  });
}

/** The least latency that this share of partials is no longer than; the last point's share is 1. */
function quantileOf(points: readonly CdfPoint[], share: number): number {
  return points.find((point) => point.share >= share)!.ms;
}

function titleOf(cdfs: readonly LatencyCdf[], { brackets }: ResultSet): string {
  const differing = brackets.length > 0 ? "At what each holds, " : "At loads that differ, ";
  const ranked = cdfs
    .map(({ target, newest, sessions }) => ({ target, ms: quantileOf(newest, 0.95), sessions }))
    .sort((a, b) => a.ms - b.ms);
  const [first, last] = [ranked[0]!, ranked.at(-1)!];
  const loads = new Set(ranked.map(({ sessions }) => sessions));
  const load = loads.size === 1 ? `At ${first.sessions} sessions, ` : differing;
  const start = `${load}95 % of the newest frames are answered within ${first.ms.toFixed(0)} ms`;
  if (ranked.length === 1) return `${start} by ${first.target}`;
  if (first.ms.toFixed(0) === last.ms.toFixed(0)) return `${start} by each gateway`;
  return `${start} by ${first.target}, ${last.ms.toFixed(0)} ms by ${last.target}`;
}

function describe(cdfs: readonly LatencyCdf[]): string {
  return cdfs.map(({ target, newest, oldest }) => {
    const at = (points: readonly CdfPoint[]) =>
      [0.5, 0.95, 0.99].map((share) => quantileOf(points, share).toFixed(0)).join(", ");
    return `${target}: p50, p95 and p99 are ${at(newest)} ms for the newest frame, ${
      at(oldest)
    } ms for ` +
      "the oldest.";
  }).join(" ");
}

function panelOf(frame: "newest" | "oldest", cdfs: readonly LatencyCdf[], set: ResultSet): Panel {
  return {
    title: `${frame} frame → partial`,
    lines: cdfs.map((cdf) => ({
      label: cdf.target,
      style: targetStyle(cdf.target, set.targets),
      points: cut(cdf[frame]).map(({ ms, share }) => [ms, share] as const),
    })),
    limits: limitsOf(frame, set),
    xRange: xRangeOf(frame, cdfs, set),
  };
}

/** The values and the limits, not from 0 where all of them are far from it. */
function xRangeOf(frame: "newest" | "oldest", cdfs: readonly LatencyCdf[], { slo }: ResultSet) {
  const values = cdfs.flatMap((cdf) => cut(cdf[frame]).map(({ ms }) => ms));
  const highest = slo === null ? Infinity : slo[`${frame}_p95_ms`] * 2;
  const limits = slo === null ? [] : [slo[`${frame}_p50_ms`], slo[`${frame}_p95_ms`] * 1.08];
  const [least, most] = [Math.min(...values, ...limits), Math.max(...values, ...limits)];
  return niceRange(least > most / 2 ? least * 0.95 : 0, Math.min(most, highest));
}

function limitsOf(frame: "newest" | "oldest", { slo }: ResultSet): readonly Limit[] {
  if (slo === null) return [];
  return ([["p50", 0.5], ["p95", 0.95]] as const).map(([name, y]) => {
    const x = slo[`${frame}_${name}_ms`];
    return { text: `${name} ≤ ${x} ms`, x, y };
  });
}

/** The points up to the first one beyond the last share that is shown. */
function cut(points: readonly CdfPoint[]): readonly CdfPoint[] {
  return points.filter((_, at) => at === 0 || points[at - 1]!.share < LAST_SHARE);
}

function tableOf(cdfs: readonly LatencyCdf[]): ChartTable {
  const shares = [0.5, 0.95, 0.99, 0.999];
  const name = (share: number) => `p${String(share * 100).replace(".", "")}`;
  return {
    columns: [
      textColumn("target", "gateway"),
      numberColumn("sessions", "sessions"),
      numberColumn("runs", "valid runs"),
      ...(["newest", "oldest"] as const).flatMap((frame) =>
        shares.map((share) =>
          numberColumn(`${frame}_${name(share)}_ms`, `${frame} ${name(share)}, ms`)
        )
      ),
    ],
    rows: cdfs.map((cdf) => [
      textCell(cdf.target),
      numberCell(cdf.sessions),
      numberCell(cdf.runs),
      ...(["newest", "oldest"] as const).flatMap((frame) =>
        shares.map((share) => numberCell(quantileOf(cdf[frame], share), 1))
      ),
    ]),
  };
}
