import type { ReportBracket } from "../model/report_bracket.ts";
import type { ReportTarget } from "../model/report_target.ts";
import type { ResultSet } from "../model/result_set.ts";
import { numberCell, numberColumn, textCell, textColumn } from "../analysis/cells.ts";
import type { ChartContent } from "./chart.ts";
import type { RangeRow } from "./drawing/ranges_drawing.ts";
import { targetStyle } from "./target_style.ts";

/** A gateway with one worker and with several. */
interface Scaled {
  readonly variant: string;
  readonly workers: number;
  /** Sessions that are confirmed with one worker, and with several. */
  readonly one: number;
  readonly many: number;
  readonly factor: number;
  /** Whether either may be more than is confirmed: then the factor is no result. */
  readonly isOpen: boolean;
  readonly label: string;
}

/** How many more sessions several workers hold. Undefined where no gateway has both capacities. */
export function scalingChart(set: ResultSet): ChartContent | undefined {
  const scaled = set.targets.flatMap((target) => scaledOf(target, set));
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
      rows: scaled.map(({ variant, one, workers, many, factor, isOpen }) => [
        textCell(variant),
        numberCell(one),
        numberCell(workers),
        numberCell(many),
        { value: factor, text: `${factor.toFixed(2)}${isOpen ? " (tools were the limit)" : ""}` },
      ]),
    },
  };
}

function scaledOf(target: ReportTarget, { targets, brackets }: ResultSet): Scaled[] {
  const { variant, workers } = target;
  if (variant === null || workers === null || workers < 2) return [];
  const single = targets.find((other) => other.variant === variant && other.workers === 1);
  const [one, many] = [single?.label, target.label].map((label) =>
    brackets.find((bracket) => bracket.target === label)
  );
  const [from, to] = [confirmedOf(one), confirmedOf(many)];
  if (from === 0 || to === 0) return [];
  return [{
    variant,
    workers,
    one: from,
    many: to,
    factor: to / from,
    isOpen: one!.isAtLeast || many!.isAtLeast,
    label: single!.label,
  }];
}

function confirmedOf(bracket: ReportBracket | undefined): number {
  return bracket?.result.confirmed ?? 0;
}

function titleOf(scaled: readonly Scaled[]): string {
  const texts = scaled.map(({ variant, workers, factor, isOpen }) =>
    `${variant} ${factor.toFixed(2)} × with ${workers}${
      isOpen ? ", where the tools were a limit" : ""
    }`
  );
  return `What workers add: ${texts.join("; ")}`;
}

function describe({ variant, workers, one, many, factor }: Scaled): string {
  return `${variant} holds ${one} sessions with one worker and ${many} with ${workers}, ` +
    `${factor.toFixed(2)} times as many.`;
}

function rowOf({ variant, label, workers, one, many }: Scaled, set: ResultSet): RangeRow {
  return {
    label: variant,
    style: targetStyle(label, set.targets),
    values: [
      { value: one, tone: "side", name: "1 worker" },
      { value: many, tone: "main", name: `${workers} workers` },
      { value: one * workers, tone: "reference", name: `${workers} × one` },
    ],
  };
}
