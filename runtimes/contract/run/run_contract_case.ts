import type { Bed } from "../bed.ts";
import type { ContractCase } from "../contract_case.ts";
import type { Findings } from "./judge.ts";
import { messageOf } from "./message_of.ts";

/** Runs a case on `bed`, and leaves nothing of it there. Never rejects. */
export async function runContractCase(
  { run }: ContractCase,
  bed: Bed,
): Promise<Findings & { readonly elapsedMs: number }> {
  const startedAtMs = performance.now();
  const problem = await problemOf(() => run(bed));
  const imbalance = await problemOf(() => bed.clear());
  const elapsedMs = Math.round(performance.now() - startedAtMs);
  return { problem, imbalance, elapsedMs };
}

async function problemOf(run: () => Promise<void>): Promise<string | undefined> {
  try {
    await run();
    return undefined;
  } catch (error) {
    return messageOf(error);
  }
}
