import type { Bed } from "../bed.ts";
import type { ContractCase } from "../contract_case.ts";
import type { Findings } from "./judge.ts";
import { messageOf } from "./message_of.ts";

/** Longer than any case takes, however busy the machine is: one that hangs must not hang the rest. */
const LIMIT_MS = 120_000;

/** Runs a case on `bed`, and leaves nothing of it there. Never rejects. */
export async function runContractCase(
  { run }: ContractCase,
  bed: Bed,
): Promise<Findings & { readonly elapsedMs: number }> {
  const startedAtMs = performance.now();
  let note: string | undefined;
  const problem = await problemOf(async () => {
    note = await withinLimit(run(bed)) ?? undefined;
  });
  const imbalance = await problemOf(() => bed.clear());
  const elapsedMs = Math.round(performance.now() - startedAtMs);
  return { note, problem, imbalance, elapsedMs };
}

async function withinLimit<T>(running: Promise<T>): Promise<T> {
  const { promise: limit, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => reject(new Error(`Expected the case to end within ${LIMIT_MS / 1000} s`)),
    LIMIT_MS,
  );
  return await Promise.race([running, limit]).finally(() => clearTimeout(timer));
}

async function problemOf(run: () => Promise<void>): Promise<string | undefined> {
  try {
    await run();
    return undefined;
  } catch (error) {
    return messageOf(error);
  }
}
