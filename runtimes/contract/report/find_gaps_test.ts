import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { completeResults } from "../testing/complete_results.ts";
import { findGaps } from "./find_gaps.ts";
import type { Outcome } from "./variant_results.ts";

/** Complete results, of which the first variant's case number `index` has ended with `outcome`. */
function resultsWith(index: number, outcome: Outcome) {
  const [first, ...others] = completeResults();
  const cases = first!.cases.map((each, i) => i === index ? { ...each, outcome } : each);
  return [{ ...first!, cases }, ...others];
}

test("findGaps finds none where every case passed, or failed as documented", () => {
  assertEquals(findGaps(completeResults()), []);
  assertEquals(findGaps(resultsWith(3, "exception")), []);
});

test("findGaps names the cases of a variant that failed, were skipped or not run", () => {
  const [{ variant, cases }] = completeResults() as [ReturnType<typeof completeResults>[0]];
  const name = cases[3]!.name;
  assertEquals(findGaps(resultsWith(3, "fail")), [`${variant}: ${name} failed`]);
  assertEquals(findGaps(resultsWith(3, "skip")), [`${variant}: ${name} skipped`]);
  const [first, ...others] = completeResults();
  const without = { ...first!, cases: cases.filter((each) => each.name !== name) };
  assertEquals(findGaps([without, ...others]), [`${variant}: ${name} not run`]);
});

test("findGaps names a variant that was not run, and cuts long lists", () => {
  const [first, ...others] = completeResults();
  assertEquals(findGaps(others), [`${first!.variant} was not run`]);
  const [gap] = findGaps([{ ...first!, cases: [] }, ...others]);
  assertEquals(/not run and \d+ more$/.test(gap!), true, gap);
});
