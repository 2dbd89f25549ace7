import type { CodeSize } from "@stt-bench/code-size";
import type { ReportBracket } from "../model/report_bracket.ts";
import type { ReportData } from "../model/report_data.ts";
import type { ResultSet } from "../model/result_set.ts";
import { numberCell, numberColumn, textCell, textColumn } from "../analysis/cells.ts";
import type { ChartContent } from "./chart.ts";
import { niceRange } from "./drawing/nice_range.ts";
import type { Range } from "./drawing/nice_range.ts";
import { targetStyle } from "./target_style.ts";

/** A gateway whose code and capacity are known. */
interface Sized {
  readonly bracket: ReportBracket;
  readonly size: CodeSize;
  /** Lines of all that it runs, shared packages included. */
  readonly lines: number;
}

/**
 * Lines of code against the number of sessions. Undefined unless both are known of two gateways.
 */
export function codeSizeChart(
  set: ResultSet,
  { codeSize = [] }: Pick<ReportData, "codeSize">,
): ChartContent | undefined {
  const sized = set.brackets.flatMap((bracket) => sizedOf(bracket, set, codeSize));
  if (sized.length < 2) return undefined;
  return {
    kind: "code-size",
    title: titleOf(sized, set.capacityLabel),
    subtitle:
      "Lines of code that each gateway runs (own and shared; no blank lines, comments, tests) and " +
      `confirmed ${set.capacityLabel}.`,
    description: sized.map(({ bracket, lines }) =>
      `${bracket.target}: ${lines} lines, ${bracket.text} sessions.`
    ).join(" "),
    drawing: {
      type: "points",
      x: { name: "lines of code", scale: "linear", ...linesRange(sized) },
      y: { name: set.capacityLabel, scale: "linear", min: 0 },
      points: sized.map(({ bracket: { target, result }, lines }) => ({
        label: target,
        style: targetStyle(target, set.targets),
        x: lines,
        y: result.confirmed!,
      })),
    },
    table: {
      columns: [
        textColumn("target", "gateway"),
        numberColumn("own", "own lines"),
        numberColumn("shared", "shared lines"),
        numberColumn("lines", "all lines"),
        numberColumn("confirmed", "sessions"),
      ],
      rows: sized.map(({ bracket, size, lines }) => [
        textCell(bracket.target),
        numberCell(size.own),
        numberCell(lines - size.own),
        numberCell(lines),
        { value: bracket.result.confirmed, text: bracket.text },
      ]),
    },
  };
}

/** Only of gateways with one worker: more of them are no more code. */
function sizedOf(bracket: ReportBracket, set: ResultSet, sizes: readonly CodeSize[]): Sized[] {
  const target = set.targets.find(({ label }) => label === bracket.target);
  const size = sizes.find(({ variant }) => variant === target?.variant);
  if (size === undefined || bracket.result.confirmed === null) return [];
  if (target?.workers !== null && target?.workers !== 1) return [];
  const shared = Object.values(size.shared).reduce((sum, lines) => sum + lines, 0);
  return [{ bracket, size, lines: size.own + shared }];
}

/** Not from 0: what is shared is most of all code. */
function linesRange(sized: readonly Sized[]): Range {
  const lines = sized.map(({ lines }) => lines);
  const [least, most] = [Math.min(...lines), Math.max(...lines)];
  const margin = (most - least) * 0.15 || 100;
  return niceRange(least - margin, most + margin);
}

function titleOf(sized: readonly Sized[], label: string): string {
  const best = sized.reduce((a, b) =>
    b.bracket.result.confirmed! > a.bracket.result.confirmed! ? b : a
  );
  const least = sized.reduce((a, b) => b.lines < a.lines ? b : a);
  const most =
    `${best.bracket.target}, with ${best.lines} lines, holds ${best.bracket.text} ${label}`;
  if (best === least) return `${most}, and has the least code`;
  return `${most}; ${least.bracket.target} has the least code, ${least.lines} lines, and holds ` +
    least.bracket.text;
}
