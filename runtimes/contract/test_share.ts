import { runtimes } from "@stt-bench/bench";
import { contractCases } from "./cases/mod.ts";
import { contractVariants } from "./contract_variants.ts";
import { findDeviation } from "./deviations.ts";
import type { CaseOutcome, VariantResults } from "./report/variant_results.ts";

/**
 * Is the case one of those that the tests hold `variant` against? `deno task contract` holds all
 * against all, which takes a quarter of an hour.
 *
 * Native gateways have a share of everything. The tuned ones are one source but for an adapter of a
 * few dozen lines, and so are the reactors: all three of them are held against the protocol, and take
 * turns at the cases of the contract.
 */
export function isInTests(variant: string, name: string): boolean {
  const found = contractVariants.find((each) => each.name === variant)!;
  const index = contractCases.findIndex((each) => each.name === name);
  if (found.env["SOCKETS"] === "native" || index < 0) return true;
  return index % runtimes.length === runtimes.indexOf(found.runtime);
}

/**
 * Completes the results of a variant's tests: each case that the tests do not hold it against counts
 * as it is documented.
 */
export function withUntested(results: VariantResults): VariantResults {
  const untested = contractCases
    .filter(({ name }) => !isInTests(results.variant, name))
    .filter(({ name }) => results.cases.every((each) => each.name !== name))
    .map(({ name }) => documented(results.variant, name));
  return { ...results, cases: [...results.cases, ...untested] };
}

function documented(variant: string, name: string): CaseOutcome {
  const isException = findDeviation(variant, name) !== undefined;
  return { name, outcome: isException ? "exception" : "pass", elapsed_ms: 0 };
}
