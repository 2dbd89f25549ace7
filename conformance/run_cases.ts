import type { Case, Profile } from "./case.ts";
import { Gateway } from "./gateway.ts";
import type { Target } from "./gateway.ts";
import { Skip } from "./violation.ts";

/** How one case went. */
export interface CaseResult {
  readonly name: string;
  readonly claim: string;
  readonly spec: string;
  readonly profile: Profile;
  readonly outcome: "pass" | "fail" | "skip";
  /** Why it failed or was skipped. */
  readonly detail?: string;
  readonly elapsedMs: number;
}

/** What else {@linkcode runCases} takes. */
export interface RunOptions {
  /** Told of each result when it is there. */
  readonly onResult?: (result: CaseResult) => void;
  /** Ends all connections; its reason is thrown. */
  readonly signal?: AbortSignal;
}

/**
 * Runs `cases` against `target`: those that don't disturb each other at once, the others one by one.
 * Gives the results in the order of `cases`.
 */
export async function runCases(
  cases: readonly Case[],
  target: Target,
  options: RunOptions = {},
): Promise<CaseResult[]> {
  options.signal?.throwIfAborted();
  const results = new Map<Case, CaseResult>();
  const run = async (each: Case) => {
    const result = await runCase(each, target, options.signal);
    options.signal?.throwIfAborted();
    results.set(each, result);
    options.onResult?.(result);
  };
  await Promise.all(cases.filter(({ alone }) => !alone).map(run));
  for (const each of cases.filter(({ alone }) => alone)) await run(each);
  return cases.map((each) => results.get(each)!);
}

async function runCase(each: Case, target: Target, signal?: AbortSignal): Promise<CaseResult> {
  const { name, claim, spec, profile } = each;
  const startedAtMs = performance.now();
  const gateway = new Gateway(target);
  const release = () => gateway.release();
  signal?.addEventListener("abort", release);
  try {
    await each.run(gateway);
    return { name, claim, spec, profile, outcome: "pass", elapsedMs: since(startedAtMs) };
  } catch (error) {
    const outcome = error instanceof Skip ? "skip" : "fail";
    const detail = error instanceof Error ? error.message : String(error);
    return { name, claim, spec, profile, outcome, detail, elapsedMs: since(startedAtMs) };
  } finally {
    signal?.removeEventListener("abort", release);
    gateway.release();
  }
}

function since(startedAtMs: number): number {
  return Math.round(performance.now() - startedAtMs);
}
