import process from "node:process";
import { demand } from "@stt-bench/conformance";
import type { ContractCase } from "../contract_case.ts";
import { describeFinding } from "../fuzz/describe_result.ts";
import { fuzzTargets } from "../fuzz/fuzz_targets.ts";
import { runTarget } from "../fuzz/run_target.ts";
import { seedFrom } from "../fuzz/seed.ts";

/** Short: `deno task fuzz` is for more. */
const DURATION_MS = 3000;

/** So long a case that fails may take to say it with a smaller example. */
const SHRINK_MS = 10_000;

/** What nobody has thought of, a little of it in every run, from another seed each time. */
export const fuzzCases: readonly ContractCase[] = fuzzTargets.map((target) => ({
  name: `fuzz-${target.name}`,
  claim: target.claim,
  run: async (bed) => {
    const limits = { runs: Infinity, durationMs: DURATION_MS, shrinkMs: SHRINK_MS };
    const result = await runTarget(target, bed, { seed: seedFrom(process.env), ...limits });
    const { seed, cases, finding } = result;
    demand(finding === undefined, describeFinding(result).join("; "));
    return `${cases} cases, seed ${seed}`;
  },
}));
