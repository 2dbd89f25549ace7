import { after, test } from "node:test";
import { writeResults } from "./report/results_folder.ts";
import { shareCompileCache } from "./run/compile_cache.ts";
import { VariantRun } from "./run/variant_run.ts";
import { suite } from "./suite.ts";
import { isInTests } from "./test_share.ts";

/**
 * Registers the tests of one variant: every case that {@linkcode isInTests}. One that
 * {@linkcode deviations} lists must fail, and exactly in the way that is written there.
 *
 * What came of them is written to {@linkcode resultsFolder} at the end.
 */
export function testContract(variant: string): void {
  shareCompileCache();
  const cases = suite.filter(({ name }) => isInTests(variant, name));
  const run = new VariantRun(variant, { only: new Set(cases.map(({ name }) => name)) });
  after(async () => {
    try {
      await writeResults(await run.results());
    } finally {
      await run.end();
    }
  });
  // With a filter it is left out: then each case starts when its own test does.
  test(`${variant} starts`, () => run.start());
  for (const { name, claim } of cases) {
    test(`${variant}: ${claim}`, async (context) => {
      const { outcome, detail } = await run.outcomeOf(name);
      if (outcome === "pass" && detail !== undefined) context.diagnostic(detail);
      if (outcome === "skip") context.skip(detail);
      if (outcome === "fail") throw new Error(detail);
    });
  }
}
