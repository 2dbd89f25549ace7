import { formatSpread, metricNamed } from "@stt-bench/results";
import type { ResultSet } from "../model/result_set.ts";
import { numberCell, numberColumn, textCell, textColumn } from "../analysis/cells.ts";
import type { ChartContent } from "./chart.ts";
import { loadOf } from "../analysis/load_of.ts";
import { rankBy } from "./metric_ranking.ts";
import { rankingTitle } from "./ranking_title.ts";
import { targetStyle } from "./target_style.ts";

const RSS = metricNamed("rss_kb_per_session");

/**
 * Memory per session. Undefined where the gateways' processes were not watched, or not under the same
 * load.
 */
export function memoryChart(set: ResultSet): ChartContent | undefined {
  const ranked = rankBy(set, RSS);
  const sessions = loadOf(set);
  if (ranked.length === 0 || sessions === undefined) return undefined;
  return {
    kind: "memory",
    title: rankingTitle(ranked, RSS, { what: "memory", per: "per session" }),
    subtitle:
      `kB of resident memory (RSS) more than when idle, ÷ ${sessions} sessions: median of the ` +
      "valid rounds; thin line: least and most.",
    description: ranked.map(({ target, spread }) => `${target}: ${formatSpread(spread, RSS.unit)}.`)
      .join(" "),
    drawing: {
      type: "bars",
      x: { name: "kB per session", scale: "linear" },
      bars: ranked.map(({ target, spread }) => ({
        label: target,
        style: targetStyle(target, set.targets),
        parts: [{ value: spread.median, tone: "full" }],
        spread: [spread.min, spread.max],
        marks: [],
        text: formatSpread(spread, RSS.unit),
      })),
    },
    table: {
      columns: [
        textColumn("target", "gateway"),
        numberColumn("runs", "valid rounds"),
        numberColumn("rss_kb_per_session", "memory, kB"),
        numberColumn("min_kb", "least"),
        numberColumn("max_kb", "most"),
      ],
      rows: ranked.map(({ target, spread }) => [
        textCell(target),
        numberCell(spread.count),
        numberCell(spread.median, 1),
        numberCell(spread.min, 1),
        numberCell(spread.max, 1),
      ]),
    },
  };
}
