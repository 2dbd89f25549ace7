import { contractVariants } from "../contract_variants.ts";
import { suite } from "../suite.ts";
import type { VariantResults } from "./variant_results.ts";

/** What keeps a case out of the page, in words. */
const REASONS = { skip: "skipped", fail: "failed" } as const;

/**
 * What is missing from `results` to be the page's: every case on every variant, each passed or
 * failed as documented. One line for each variant that lacks something.
 */
export function findGaps(results: readonly VariantResults[]): string[] {
  return contractVariants.flatMap(({ name: variant }) => {
    const found = results.find((each) => each.variant === variant);
    if (found === undefined) return [`${variant} was not run`];
    const gaps = suite.flatMap(({ name }) => {
      const outcome = found.cases.find((each) => each.name === name)?.outcome;
      if (outcome === undefined) return [`${name} not run`];
      return outcome === "skip" || outcome === "fail" ? [`${name} ${REASONS[outcome]}`] : [];
    });
    return gaps.length === 0 ? [] : [`${variant}: ${shorten(gaps)}`];
  });
}

function shorten(gaps: readonly string[], most = 5): string {
  const more = gaps.length > most ? ` and ${gaps.length - most} more` : "";
  return `${gaps.slice(0, most).join(", ")}${more}`;
}
