// @ts-check
import { figure, isOver, standing } from "./words.js";

/** @import { LiveSample } from "../../live_sample.ts" */

/**
 * A line of a chart.
 *
 * @typedef {{ name: string, points: readonly (readonly [secs: number, value: number | null])[] }} Series
 */

/**
 * What one chart shows of a run.
 *
 * @typedef {object} Chart
 * @property {string} id
 * @property {string} unit of all its values
 * @property {readonly Series[]} series
 * @property {readonly { label: string, value: number }[]} limits
 * @property {number} least what its scale reaches at least
 * @property {number} endSecs where the run will end, as far as is known
 * @property {{ fromSecs: number, toSecs: number } | undefined} measured the measured window
 * @property {readonly { text: string, isOver: boolean }[]} now its newest values in words
 */

const ROLES = /** @type {const} */ (["gateway", "generator", "simulator"]);

/**
 * The charts of a run.
 *
 * @param {readonly LiveSample[]} samples at least one, oldest first
 * @returns {readonly Chart[]}
 */
export function chartsOf(samples) {
  const time = timeOf(samples);
  const last = /** @type {LiveSample} */ (samples.at(-1));
  const line = (
    /** @type {string} */ name,
    /** @type {(sample: LiveSample) => number | null} */ of,
  ) => ({
    name,
    points: samples.map((sample) => /** @type {const} */ ([sample.atMs / 1000, of(sample)])),
  });
  return [
    { ...latencyChart(last, line), ...time },
    { ...cpuChart(last, line), ...time },
    {
      id: "partials",
      unit: "per second",
      series: [line("partials", ({ partialsPerSec }) => partialsPerSec)],
      limits: [],
      least: Math.max(10, last.sessions * 1.2),
      now: [fine(`${figure(last.partialsPerSec)} per second`)],
      ...time,
    },
    {
      id: "sessions",
      unit: "sessions",
      series: [line("up", ({ sessionsOpen }) => sessionsOpen)],
      limits: [{ label: "wanted", value: last.sessions }],
      least: last.sessions * 1.2,
      now: [fine(`${last.sessionsOpen} of ${last.sessions} up`)],
      ...time,
    },
    {
      id: "errors",
      unit: "errors",
      series: [line("errors", ({ errors }) => errors)],
      limits: [],
      least: 4,
      now: [errorsNow(last)],
      ...time,
    },
  ];
}

/** @typedef {(name: string, of: (sample: LiveSample) => number | null) => Series} Line */

/**
 * @param {LiveSample} last
 * @param {Line} line
 */
function latencyChart(last, line) {
  const { newestP50Ms: p50, newestP95Ms: p95, newestP50LimitMs, newestP95LimitMs } = last;
  const limits = [
    { label: "p50 limit", value: newestP50LimitMs },
    { label: "p95 limit", value: newestP95LimitMs },
  ];
  return {
    id: "latency",
    unit: "ms",
    series: [
      line("p50", ({ newestP50Ms }) => newestP50Ms),
      line("p95", ({ newestP95Ms }) => newestP95Ms),
    ],
    limits: limits.flatMap(({ label, value }) => value === null ? [] : [{ label, value }]),
    least: 100,
    now: [
      standing("p50", p50, newestP50LimitMs, "ms"),
      standing("p95", p95, newestP95LimitMs, "ms"),
    ],
  };
}

/**
 * @param {LiveSample} last
 * @param {Line} line
 */
function cpuChart(last, line) {
  const { cpuPercent, cpuLimitPercent } = last;
  return {
    id: "cpu",
    unit: "% of a CPU",
    series: ROLES.map((role) => line(role, ({ cpuPercent }) => cpuPercent[role])),
    limits: ROLES.flatMap((role) => {
      const value = cpuLimitPercent[role];
      return value === null ? [] : [{ label: `${role} limit`, value }];
    }),
    least: 100,
    now: ROLES.map((role) => cpuNow(role, cpuPercent[role], cpuLimitPercent[role])),
  };
}

/**
 * The kernel holds a gateway to its limit; the generator's is one of judgement.
 *
 * @param {string} role
 * @param {number | null} percent
 * @param {number | null} limit
 */
function cpuNow(role, percent, limit) {
  const text = `${role} ${figure(percent, "%")}`;
  if (limit === null) return fine(text);
  if (role === "gateway") return fine(`${text} of ${limit} %`);
  const isAbove = isOver(percent, limit);
  return { text: isAbove ? `${text}, over ${limit} %` : text, isOver: isAbove };
}

/** @param {LiveSample} last */
function errorsNow({ errors, sessionsBroken }) {
  const broken = sessionsBroken === 0 ? "" : `, sessions broken: ${sessionsBroken}`;
  return { text: `${errors} so far${broken}`, isOver: errors > 0 };
}

/** @param {string} text */
function fine(text) {
  return { text, isOver: false };
}

/** @param {readonly LiveSample[]} samples */
function timeOf(samples) {
  const last = /** @type {LiveSample} */ (samples.at(-1));
  const measure = samples.find(({ phase }) => phase === "measure");
  return {
    endSecs: last.atMs / 1000 + (last.leftSecs ?? 0),
    measured: measure && measuredWindow(measure),
  };
}

/** @param {LiveSample} sample of the measured window */
function measuredWindow({ atMs, phaseElapsedSecs, phaseSecs }) {
  const fromSecs = atMs / 1000 - phaseElapsedSecs;
  return { fromSecs, toSecs: fromSecs + (phaseSecs ?? 0) };
}
