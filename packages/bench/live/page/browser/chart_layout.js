// @ts-check

/** @import { Chart, Series } from "./charts_of.js" */

/** Room around the plot, in pixels, for what is written there. */
const MARGIN = { top: 18, right: 14, bottom: 20, left: 40 };

/** Room for the names of lines, where there are several. */
const NAMES_WIDTH = 74;

/** Least distance of two names of lines, in pixels. */
const LINE_HEIGHT = 15;

const TIME_STEPS_SECS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200];

/**
 * Where everything of a chart is, in pixels.
 *
 * @param {Chart} chart
 * @param {number} width
 * @param {number} height
 */
export function layOut(chart, width, height) {
  const hasNames = chart.series.length > 1;
  const plot = {
    left: MARGIN.left,
    right: Math.max(MARGIN.left + 1, width - (hasNames ? NAMES_WIDTH : MARGIN.right)),
    top: MARGIN.top,
    bottom: height - MARGIN.bottom,
  };
  const topValue = highest(chart) * 1.08;
  const endSecs = Math.max(1, chart.endSecs);
  const x = (/** @type {number} */ secs) =>
    round(plot.left + (plot.right - plot.left) * secs / endSecs);
  const y = (/** @type {number} */ value) =>
    round(plot.bottom - (plot.bottom - plot.top) * value / topValue);
  const { measured } = chart;
  return {
    plot,
    yTicks: ticks(topValue, niceStep(topValue / 4)).map((value) => ({
      y: y(value),
      text: String(value),
    })),
    xTicks: ticks(endSecs, timeStep(endSecs, plot.right - plot.left))
      .map((secs) => ({ x: x(secs), text: timeLabel(secs) })),
    measured: measured && {
      x: x(measured.fromSecs),
      width: round(x(Math.min(endSecs, measured.toSecs)) - x(measured.fromSecs)),
    },
    limits: chart.limits.map(({ label, value }) => ({ y: y(value), text: `${label} ${value}` })),
    lines: chart.series.map(({ name, points }) => ({ name, path: path(points, x, y) })),
    names: hasNames ? spread(chart.series.flatMap((line) => nameOf(line, x, y)), plot.bottom) : [],
  };
}

/**
 * The path of a line, with a gap where there is no value.
 *
 * @param {readonly (readonly [number, number | null])[]} points
 * @param {(secs: number) => number} x
 * @param {(value: number) => number} y
 */
function path(points, x, y) {
  let isDrawing = false;
  let path = "";
  for (const [secs, value] of points) {
    if (value !== null) path += `${isDrawing ? "L" : "M"}${x(secs)},${y(value)}`;
    isDrawing = value !== null;
  }
  // A single point is seen where the line has round ends.
  return path.includes("L") || path === "" ? path : `${path}h0.01`;
}

/**
 * Where the name of a line stands: at its end.
 *
 * @param {Series} line
 * @param {(secs: number) => number} x
 * @param {(value: number) => number} y
 */
function nameOf({ name, points }, x, y) {
  const [secs, value] = points.at(-1) ?? [0, null];
  return value === null ? [] : [{ name, x: x(secs), y: y(value) }];
}

/**
 * Names one below the other where they would lie on one another.
 *
 * @template {{ y: number }} T
 * @param {readonly T[]} names
 * @param {number} bottom
 * @returns {T[]}
 */
function spread(names, bottom) {
  const placed = names.toSorted((a, b) => a.y - b.y);
  let free = -Infinity;
  const down = placed.map((name) => {
    const y = Math.max(name.y, free);
    free = y + LINE_HEIGHT;
    return { ...name, y };
  });
  let limit = bottom;
  return down.toReversed().map((name) => {
    const y = Math.min(name.y, limit);
    limit = y - LINE_HEIGHT;
    return { ...name, y };
  }).toReversed();
}

/** @param {Chart} chart */
function highest({ series, limits, least }) {
  const values = series.flatMap(({ points }) => points.map(([, value]) => value ?? 0));
  // A spread of all points would overflow the stack after a long run.
  return values.reduce(
    (most, value) => Math.max(most, value),
    Math.max(least, ...limits.map(({ value }) => value)),
  );
}

/**
 * @param {number} end
 * @param {number} step
 */
function ticks(end, step) {
  return Array.from({ length: Math.floor(end / step) + 1 }, (_, i) => i * step);
}

/**
 * 1, 2 or 5 times a power of ten, and no less than `least` or 1.
 *
 * @param {number} least
 */
function niceStep(least) {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, least)));
  return ([1, 2, 5, 10].find((factor) => factor * power >= least) ?? 10) * power;
}

/**
 * @param {number} endSecs
 * @param {number} width of the plot
 */
function timeStep(endSecs, width) {
  const most = Math.max(2, width / 70);
  return TIME_STEPS_SECS.find((step) => endSecs / step <= most) ??
    Math.ceil(endSecs / most / 3600) * 3600;
}

/** @param {number} secs */
function timeLabel(secs) {
  if (secs < 120 && secs % 60 !== 0 || secs === 0) return `${secs} s`;
  return secs % 3600 === 0
    ? `${secs / 3600} h`
    : secs % 60 === 0
    ? `${secs / 60} min`
    : `${secs} s`;
}

/** @param {number} pixels */
function round(pixels) {
  return Math.round(pixels * 10) / 10;
}
