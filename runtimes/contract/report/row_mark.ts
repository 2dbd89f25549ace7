import type { DeviationGroup } from "./deviation_groups.ts";
import type { FaultRow } from "./fault_table.ts";
import type { Outcome, VariantResults } from "./variant_results.ts";

/** What {@linkcode rowMark} writes. */
export const marks = {
  pass: "✓",
  /** Followed by the numbers of the exceptions. */
  exception: "≠",
  skip: "skipped",
  fail: "✗",
  /** Only by test files, which tell no results by variant. */
  tests: "•",
  none: "–",
} as const;

/**
 * How a variant did in all cases of a row: its worst outcome. The exceptions are given by their
 * numbers, as in `≠ 1, 3`.
 */
export function rowMark(
  { proof, tests = [] }: Pick<FaultRow, "proof" | "tests">,
  { variant, cases }: Pick<VariantResults, "variant" | "cases">,
  groups: readonly DeviationGroup[],
): string {
  const ran = cases.filter(({ name }) => proof.includes(name));
  const has = (outcome: Outcome) => ran.some((each) => each.outcome === outcome);
  if (has("fail")) return marks.fail;
  if (proof.length === 0 && tests.length > 0) return marks.tests;
  if (ran.length < proof.length || ran.length === 0) return marks.none;
  if (has("skip")) return marks.skip;
  if (!has("exception")) return marks.pass;
  const exceptions = ran.filter(({ outcome }) => outcome === "exception").map(({ name }) => name);
  const numbers = groups
    .filter((group) => group.variant === variant)
    .filter((group) => group.cases.some((name) => exceptions.includes(name)))
    .map(({ number }) => number);
  return `${marks.exception} ${numbers.join(", ")}`;
}
