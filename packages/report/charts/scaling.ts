import { numberCell, numberColumn, textCell, textColumn } from "../analysis/cells.ts";
import { foundScalings } from "../analysis/found_scaling.ts";
import type { FoundScaling } from "../analysis/found_scaling.ts";
import type { ResultSet } from "../model/result_set.ts";
import type { ChartContent } from "./chart.ts";
import type { RangeRow } from "./drawing/ranges_drawing.ts";
import { targetStyle } from "./target_style.ts";

/** A scaling that was measured: both capacities are known, and their ratio is a result. */
type Scaled = FoundScaling & {
  readonly from: number;
  readonly to: number;
  readonly ratio: number;
};

/** How many more sessions several workers hold. Undefined where no gateway has both capacities. */
export function scalingChart(set: ResultSet): ChartContent | undefined {
  const scaled = foundScalings(set).filter(isMeasured);
  if (scaled.length === 0) return undefined;
  return {
    kind: "scaling",
    title: titleOf(scaled),
    subtitle:
      "Confirmed sessions with one worker (hollow) and with several (filled), and what as many " +
      "times one would be (diamond).",
    description: scaled.map(describe).join(" "),
    drawing: {
      type: "ranges",
      x: { name: "sessions", scale: "linear", min: 0 },
      rows: scaled.map((one) => rowOf(one, set)),
    },
    table: {
      columns: [
        textColumn("variant", "gateway"),
        numberColumn("one_worker", "1 worker"),
        numberColumn("workers", "workers"),
        numberColumn("many_workers", "sessions"),
        numberColumn("factor", "factor"),
      ],
      rows: scaled.map(({ variant, from, workers, to, ratio, isAtLeast }) => [
        textCell(variant),
        numberCell(from),
        numberCell(workers),
        { value: to, text: `${isAtLeast ? "≥ " : ""}${to}` },
        { value: ratio, text: factorText({ ratio, isAtLeast }) },
      ]),
    },
  };
}

function isMeasured(scaling: FoundScaling): scaling is Scaled {
  return scaling.ratio !== null;
}

function factorText({ ratio, isAtLeast }: Pick<Scaled, "ratio" | "isAtLeast">): string {
  return `${isAtLeast ? "≥ " : ""}${ratio.toFixed(2)}`;
}

/** More gateways than a title can name. */
const MANY = 4;

function titleOf(scaled: readonly Scaled[]): string {
  const textOf = (one: Scaled) => `${one.variant} ${factorText(one)} × with ${one.workers}`;
  const ranked = scaled.toSorted((a, b) => a.ratio - b.ratio);
  const texts = scaled.length < MANY
    ? scaled.map(textOf)
    : [`from ${textOf(ranked[0]!)} to ${textOf(ranked.at(-1)!)}`];
  const open = scaled.some(({ isAtLeast }) => isAtLeast) ? ", ≥ where it may be more" : "";
  return `What workers add: ${texts.join("; ")}${open}`;
}

function describe({ variant, workers, from, to, ratio, isAtLeast }: Scaled): string {
  const least = isAtLeast ? "at least " : "";
  return `${variant} holds ${from} sessions with one worker and ${least}${to} with ${workers}, ` +
    `${least}${ratio.toFixed(2)} times as many.`;
}

function rowOf({ variant, one, workers, from, to }: Scaled, set: ResultSet): RangeRow {
  return {
    label: variant,
    style: targetStyle(one, set.targets),
    values: [
      { value: from, tone: "side", name: "1 worker" },
      { value: to, tone: "main", name: `${workers} workers` },
      { value: from * workers, tone: "reference", name: `${workers} × one` },
    ],
  };
}
