import { after, test } from "node:test";
import { writeResults } from "./report/results_folder.ts";
import { shareCompileCache } from "./run/compile_cache.ts";
import { VariantRun } from "./run/variant_run.ts";
import { suite } from "./suite.ts";

/**
 * Registers the tests of one variant: every conformance case, and every case of the contract. A case
 * that {@linkcode deviations} lists must fail, and exactly in the way that is written there.
 *
 * What came of them is written to {@linkcode resultsFolder} at the end.
 */
export function testContract(variant: string): void {
  shareCompileCache();
  const run = new VariantRun(variant);
  after(async () => {
    await writeResults(await run.results());
    await run.end();
  });
  // With a filter it is left out: then each case starts when its own test does.
  test(`${variant} starts`, () => run.start());
  for (const { name, claim } of suite) {
    test(`${variant}: ${claim}`, async (context) => {
      const { outcome, detail } = await run.outcomeOf(name);
      if (outcome === "pass" && detail !== undefined) context.diagnostic(detail);
      if (outcome === "skip") context.skip(detail);
      if (outcome === "fail") throw new Error(detail);
    });
  }
}
