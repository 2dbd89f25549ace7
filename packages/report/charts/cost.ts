import { formatSpread, metricNamed, valuesOf } from "@stt-bench/results";
import { summarize } from "@stt-bench/statistics";
import type { ResultSet } from "../model/result_set.ts";
import { numberCell, numberColumn, textCell, textColumn } from "../analysis/cells.ts";
import type { ChartContent, ChartTable } from "./chart.ts";
import { loadOf } from "../analysis/load_of.ts";
import { rankBy } from "./metric_ranking.ts";
import type { Ranked } from "./metric_ranking.ts";
import { rankingTitle } from "./ranking_title.ts";
import { targetStyle } from "./target_style.ts";

const CPU = metricNamed("cpu_us_per_session_second");
const USER = metricNamed("user_us");
const SYSTEM = metricNamed("sys_us");

/**
 * CPU per session and second, split into user and system. Undefined where the gateways' processes were
 * not watched, or not under the same load.
 */
export function costChart(set: ResultSet): ChartContent | undefined {
  const ranked = rankBy(set, CPU);
  const sessions = loadOf(set);
  if (ranked.length === 0 || sessions === undefined) return undefined;
  return {
    kind: "cost",
    title: rankingTitle(ranked, CPU, { what: "CPU", per: "per session and second" }),
    subtitle:
      `µs of the gateway’s CPU time for each session and second, with ${sessions} sessions: ` +
      "median of the valid rounds; strong: user, pale: system; thin line: least and most.",
    description: ranked.map(describe).join(" "),
    drawing: {
      type: "bars",
      x: { name: "µs of CPU per session and second", scale: "linear" },
      bars: ranked.map(({ target, runs, spread }) => {
        const user = medianOf(runs, USER) ?? spread.median;
        return {
          label: target,
          style: targetStyle(target, set.targets),
          parts: [
            { value: user, tone: "full" },
            // The rest, as medians of parts don't sum up to that of the whole.
            { value: Math.max(0, spread.median - user), tone: "light" },
          ],
          spread: [spread.min, spread.max],
          marks: [],
          text: formatSpread(spread, CPU.unit),
        };
      }),
    },
    table: tableOf(ranked),
  };
}

function medianOf(runs: Ranked["runs"], metric: typeof CPU): number | undefined {
  const values = valuesOf(runs.map(({ summary }) => summary), metric);
  return values.length === 0 ? undefined : summarize(values).median;
}

function describe({ target, runs, spread }: Ranked): string {
  const [user, system] = [medianOf(runs, USER), medianOf(runs, SYSTEM)];
  const parts = user === undefined || system === undefined
    ? ""
    : `, ${user.toFixed(0)} of them user and ${system.toFixed(0)} system`;
  return `${target}: ${formatSpread(spread, CPU.unit)}${parts}.`;
}

function tableOf(ranked: readonly Ranked[]): ChartTable {
  return {
    columns: [
      textColumn("target", "gateway"),
      numberColumn("runs", "valid rounds"),
      numberColumn("cpu_us_per_session_second", "CPU, µs"),
      numberColumn("min_us", "least"),
      numberColumn("max_us", "most"),
      numberColumn("user_us", "user, µs"),
      numberColumn("sys_us", "system, µs"),
    ],
    rows: ranked.map(({ target, runs, spread }) => [
      textCell(target),
      numberCell(spread.count),
      numberCell(spread.median, 1),
      numberCell(spread.min, 1),
      numberCell(spread.max, 1),
      numberCell(medianOf(runs, USER), 1),
      numberCell(medianOf(runs, SYSTEM), 1),
    ]),
  };
}
