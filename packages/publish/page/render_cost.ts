import { markdownTable } from "@stt-bench/report";
import { formatRatio, formatSpread, metricNamed } from "@stt-bench/results";
import type { Cost } from "../published/published.ts";
import { renderSource } from "./render_source.ts";

type Row = Cost["comparison"]["targets"][0];

const SHOWN = [
  ["cpu_us_per_session_second", "CPU per session-second"],
  ["rss_kb_per_session", "memory per session"],
  ["newest_p50_ms", "newest frame → partial, p50"],
  ["newest_p95_ms", "p95"],
] as const;

/** What a session costs on each gateway: a table in Markdown, and where its numbers come from. */
export function renderCost({ source, sessions, comparison }: Cost): string {
  const { baseline, targets } = comparison;
  const [cpu, ...others] = SHOWN;
  const columns = [cpu[1], `× ${baseline}`, ...others.map(([, label]) => label)];
  const table = markdownTable(
    [
      { label: "gateway", align: "left" },
      ...columns.map((label) => ({ label, align: "right" as const })),
      { label: "verdict", align: "left" },
    ],
    targets.map((row) => [
      `\`${row.target}\``,
      spreadOf(row, cpu[0]),
      ratioOf(row, baseline),
      ...others.map(([name]) => spreadOf(row, name)),
      `${row.outcome.toUpperCase()}, ${row.valid_rounds} of ${row.rounds} rounds`,
    ]),
  );
  return `With ${sessions} sessions, medians of the valid rounds, in parentheses the least and the ` +
    `most; × ${baseline} with its 95 % interval.\n\n${table}\n\n${renderSource(source)}`;
}

function spreadOf({ metrics: measured }: Row, name: string): string {
  const spread = measured[name];
  return spread === undefined ? "–" : formatSpread(spread, metricNamed(name).unit);
}

function ratioOf({ target, ratios }: Row, baseline: string): string {
  if (target === baseline) return "1";
  const ratio = ratios["cpu_us_per_session_second"];
  if (ratio === undefined) return "–";
  return (ratio.decision === "tie" ? "tie: " : "") + formatRatio(ratio);
}
