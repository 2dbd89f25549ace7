import { formatRatio, formatSpread, metrics } from "@stt-bench/results";
import type { Comparison, Split } from "@stt-bench/results";
import type { Display } from "../report/display.ts";
import { renderTable } from "../report/table.ts";
import type { Cell, Row } from "../report/table.ts";

type Ratio = Split["both"]["ratio"];

/** Sockets × clients of one runtime, what each part saves, and whether that adds up. */
export function renderSplit(
  split: Split,
  targets: Comparison["targets"],
  display: Display,
): string {
  const { neither, client, sockets, both, own_client } = split;
  const metric = metrics.find(({ name }) => name === split.metric)!;
  const spread = (label: string): Cell => {
    const found = targets.find(({ target }) => target === label)?.metrics[metric.name];
    return { text: found === undefined ? "–" : formatSpread(found, metric.unit) };
  };
  const row = (label: string, own: string, tuned: string): Row => {
    return { label, cells: [spread(own), spread(tuned)], startsGroup: true };
  };
  const ratios = (...cells: string[]): Row => {
    return { label: `  × ${neither} (95 % interval)`, cells: cells.map((text) => ({ text })) };
  };
  const rows = [
    row("native sockets", neither, client.target),
    ratios("1", describeRatio(client.ratio)),
    row("tuned sockets", sockets.target, both.target),
    ratios(describeRatio(sockets.ratio), describeRatio(both.ratio)),
  ];
  return [
    `${metric.label} of ${neither}, by its sockets and its inference client:`,
    renderTable([`own client: ${own_client ?? "–"}`, "tuned client"], rows, display),
    `Saved by tuned sockets alone: ${describeSaving(sockets.ratio)}; by the tuned client alone: ` +
    `${describeSaving(client.ratio)}; by both: ${describeSaving(both.ratio)}`,
    describeAdditivity(split),
  ].join("\n");
}

function describeRatio(ratio: Ratio): string {
  if (ratio === null) return "–";
  return ratio.decision === "tie" ? `tie: ${formatRatio(ratio)}` : formatRatio(ratio);
}

/** What a ratio leaves of 100 %: `21 % (17 … 25)`; less than 0 where it costs more. */
function describeSaving(ratio: Ratio): string {
  if (ratio === null || ratio.ratio === null) return "–";
  const { low, high } = ratio;
  const percent = (ratio: number) => String(Math.round((1 - ratio) * 100)).replace("-", "−");
  const interval = low === null || high === null ? "" : ` (${percent(high)} … ${percent(low)})`;
  return `${percent(ratio.ratio)} %${interval}`;
}

const ADDITIVITY: Readonly<Record<NonNullable<Ratio>["decision"], string>> = {
  tie: "The parts add up, as far as these rounds can tell",
  lower: "The parts overlap: both save less than their sum",
  higher: "The parts help each other: both save more than their sum",
  unknown: "A single round cannot tell whether the parts add up",
};

function describeAdditivity({ additivity }: Split): string {
  if (additivity === null) return "Whether the parts add up is unknown: no round is valid of all.";
  return `${ADDITIVITY[additivity.decision]}; (sockets + client) ÷ (neither + both) is ${
    formatRatio(additivity)
  }, where 1 is a plain sum.`;
}
