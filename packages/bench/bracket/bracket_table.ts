import { capacityText } from "@stt-bench/results";
import type { BracketOutcome, BracketResult } from "@stt-bench/results";
import type { Display } from "../report/display.ts";
import { renderTable } from "../report/table.ts";
import type { Cell, Row, Tone } from "../report/table.ts";

/** One column: a gateway and what was found. */
export interface BracketColumn {
  readonly target: string;
  readonly result: BracketResult;
}

const lines: readonly { label: string; text: (result: BracketResult) => string }[] = [
  { label: "  borderline", text: ({ borderline }) => rangeOf(borderline) },
  { label: "  first solid fail", text: ({ firstSolidFail }) => String(firstSolidFail ?? "–") },
  { label: "failing gate", text: ({ failingGate }) => failingGate ?? "–" },
  { label: "error mode", text: ({ errorMode }) => errorMode?.replace("-", " ") ?? "–" },
  { label: "points measured", text: ({ points }) => String(points) },
];

/**
 * Capacities side by side.
 *
 * @param capacityLabel says what a number counts, e.g. `sessions at 0.25 vCPU`: a number found
 *   under a fraction of a CPU is never one of a whole CPU
 */
export function renderBracketTable(
  columns: readonly BracketColumn[],
  capacityLabel: string,
  display: Display,
): string {
  const results = columns.map(({ result }) => result);
  const rows: Row[] = [
    {
      label: "result",
      startsGroup: true,
      cells: results.map(({ outcome }) => ({ text: outcome, tone: toneOf(outcome) })),
    },
    { label: capacityLabel, startsGroup: true, cells: results.map(capacityCell) },
    ...lines.map(({ label, text }, i) => ({
      label,
      startsGroup: i === 2,
      cells: results.map((result) => ({ text: text(result) })),
    })),
  ];
  return renderTable(columns.map(({ target }) => target), rows, display);
}

function toneOf(outcome: BracketOutcome): Tone {
  if (outcome === "bracketed" || outcome === "at-cap") return "good";
  return outcome === "below-min" ? "bad" : "warning";
}

function capacityCell(result: BracketResult): Cell {
  const text = capacityText(result);
  return result.outcome === "non-monotonic" ? { text, tone: "warning" } : { text };
}

function rangeOf(values: readonly number[]): string {
  if (values.length === 0) return "–";
  return values.length < 3 ? values.join(", ") : `${values[0]} … ${values.at(-1)}`;
}
