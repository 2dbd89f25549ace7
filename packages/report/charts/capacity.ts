import type { ReportBracket } from "../model/report_bracket.ts";
import type { ResultSet } from "../model/result_set.ts";
import { numberCell, numberColumn, textCell, textColumn } from "../analysis/cells.ts";
import type { ChartContent, ChartTable } from "./chart.ts";
import type { Bar } from "./drawing/bars_drawing.ts";
import { listNames } from "../analysis/list_names.ts";
import { targetStyle } from "./target_style.ts";

/** How many sessions each gateway holds: confirmed, borderline, failed. Undefined without a search. */
export function capacityChart(set: ResultSet): ChartContent | undefined {
  const brackets = rank(set.brackets);
  if (!brackets.some(({ result }) => result.confirmed !== null)) return undefined;
  return {
    kind: "capacity",
    title: titleOf(brackets, set.capacityLabel),
    subtitle:
      `${capitalize(set.capacityLabel)}. Filled: passed as often as asked for. Outlined: up to ` +
      "what failed, not known. ○ passed and failed, ✗ failed as often as asked for.",
    description: brackets.map(describe).join(" "),
    drawing: {
      type: "bars",
      x: { name: set.capacityLabel, scale: "linear" },
      bars: brackets.map((bracket) => barOf(bracket, set)),
    },
    table: tableOf(brackets),
  };
}

/** The highest first; what isn't known, last. */
function rank(brackets: readonly ReportBracket[]): ReportBracket[] {
  return brackets.toSorted((a, b) => (b.result.confirmed ?? -1) - (a.result.confirmed ?? -1));
}

function titleOf([first, ...others]: readonly ReportBracket[], label: string): string {
  const best = first!.result.confirmed!;
  const holds = (bracket: ReportBracket) =>
    `${bracket.isAtLeast ? "at least " : ""}${bracket.result.confirmed} ${label}`;
  if (others.length === 0) return `${first!.target} holds ${holds(first!)}${failText(first!)}`;
  const rivals = others.filter((other) => ceilingOf(other) > best);
  if (rivals.length > 0) {
    const names = listNames([first!, ...rivals].map(({ target }) => target));
    return `${names} can’t be told apart: ${first!.target} holds ${holds(first!)}`;
  }
  const next = others[0]!;
  const factor = next.result.confirmed ? `, ${(best / next.result.confirmed).toFixed(1)} × ` : "";
  return `${first!.target} holds the most: ${holds(first!)}` +
    (factor === "" ? "" : `${factor}what ${next.target} does`);
}

/** Below what a gateway's capacity lies, for all that is known. */
function ceilingOf({ result, isAtLeast }: ReportBracket): number {
  return isAtLeast || result.confirmed === null ? Infinity : result.firstSolidFail ?? Infinity;
}

function failText({ result: { firstSolidFail } }: ReportBracket): string {
  return firstSolidFail === null ? "" : `; ${firstSolidFail} fail`;
}

function barOf(bracket: ReportBracket, set: ResultSet): Bar {
  const { target, result } = bracket;
  const { confirmed, borderline, firstSolidFail } = result;
  const from = confirmed ?? 0;
  const gap = firstSolidFail !== null && firstSolidFail > from ? firstSolidFail - from : 0;
  return {
    label: target,
    style: targetStyle(target, set.targets),
    parts: [
      { value: from, tone: "full" },
      ...(gap === 0 ? [] : [{ value: gap, tone: "open" } as const]),
    ],
    marks: [
      ...borderline.map((value) => ({ value, kind: "borderline" } as const)),
      ...(firstSolidFail === null ? [] : [{ value: firstSolidFail, kind: "fail" } as const]),
    ],
    text: textOf(bracket),
  };
}

function textOf({ text, result: { confirmed, firstSolidFail, outcome } }: ReportBracket): string {
  if (confirmed === null) return outcome.replace("-", " ");
  return firstSolidFail === null ? text : `${text} (${firstSolidFail} fail)`;
}

function describe(
  { target, text, result: { borderline, firstSolidFail, outcome } }: ReportBracket,
) {
  return `${target}: ${text} confirmed` +
    (borderline.length === 0 ? "" : `, ${borderline.join(" and ")} borderline`) +
    (firstSolidFail === null ? `, no solid fail (${outcome})` : `, ${firstSolidFail} failed`) + ".";
}

function tableOf(brackets: readonly ReportBracket[]): ChartTable {
  return {
    columns: [
      textColumn("target", "gateway"),
      numberColumn("confirmed", "confirmed"),
      numberColumn("borderline", "borderline"),
      numberColumn("first_solid_fail", "fails"),
      textColumn("failing_gate", "what broke"),
      textColumn("error_mode", "how"),
      numberColumn("points", "runs"),
    ],
    rows: brackets.map(({ target, text, result }) => [
      textCell(target),
      { value: result.confirmed, text },
      textCell(result.borderline.join(", ") || null),
      numberCell(result.firstSolidFail),
      textCell(result.failingGate),
      textCell(result.errorMode?.replace("-", " ") ?? result.outcome),
      numberCell(result.points),
    ]),
  };
}

function capitalize(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
