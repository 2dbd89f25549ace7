import type { ContractCase } from "../contract_case.ts";
import type { Beds } from "./beds.ts";
import { judge } from "./judge.ts";
import type { Judgement } from "./judge.ts";
import { messageOf } from "./message_of.ts";
import { runContractCase } from "./run_contract_case.ts";

/** How a case ended, and how long that took; 0 ms where it was not run. */
export interface TimedJudgement extends Judgement {
  readonly elapsedMs: number;
}

/**
 * Runs a case for `variant` on one of `beds`, unless it cannot run here. Never rejects: it fails where
 * nothing could be tried, too.
 */
export async function judgeContractCase(
  variant: string,
  each: ContractCase,
  beds: Beds,
): Promise<TimedJudgement> {
  try {
    const reason = await each.skip?.();
    if (reason !== undefined) return { outcome: "skip", detail: reason, elapsedMs: 0 };
    const { elapsedMs, ...findings } = await beds.use((bed) => runContractCase(each, bed));
    return { ...judge(variant, each.name, findings), elapsedMs };
  } catch (error) {
    return { outcome: "fail", detail: messageOf(error), elapsedMs: 0 };
  }
}
