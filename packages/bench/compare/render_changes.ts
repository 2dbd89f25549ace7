import { formatRatio, formatSpread, metrics } from "@stt-bench/results";
import type { Display } from "../report/display.ts";
import { renderTable } from "../report/table.ts";
import type { Cell, Row } from "../report/table.ts";
import type { Change, Changes } from "./compare_results.ts";

/** Between two hours of a virtual machine, CPU time was seen to change by a third for all gateways. */
const CAVEAT =
  "The intervals know the noise between rounds, not how the machine drifts between two results: " +
  "what all targets have in common is likely the machine.";

/** The changes as a table for each target, and what else differs. */
export function renderChanges({ differences, changes }: Changes, display: Display): string {
  const targets = [...new Set(changes.map(({ target }) => target))];
  return [
    ...differences.map((difference) => `differs: ${difference}`),
    ...targets.map((target) => {
      const rows = changes.filter((change) => change.target === target).map(row);
      return `${target}\n${renderTable(["before", "after", "after ÷ before", ""], rows, display)}`;
    }),
    CAVEAT,
  ].join("\n");
}

function row(change: Change): Row {
  const { label, unit, startsGroup } = metrics.find(({ name }) => name === change.metric)!;
  return {
    label,
    ...(startsGroup ? { startsGroup } : {}),
    cells: [
      { text: formatSpread(change.before, unit) },
      { text: formatSpread(change.after, unit) },
      { text: formatRatio(change.ratio) },
      decision(change),
    ],
  };
}

/** Less is better for every metric. */
function decision({ ratio }: Change): Cell {
  switch (ratio.decision) {
    case "lower":
      return { text: "less", tone: "good" };
    case "higher":
      return { text: "more", tone: "bad" };
    case "tie":
      return { text: "within the noise" };
    case "unknown":
      return { text: "unknown: one round", tone: "warning" };
  }
}
