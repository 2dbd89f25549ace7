import { explainVerdict } from "@stt-bench/bench";
import { evaluateSlo, RunSummary } from "@stt-bench/results";
import type { SloProfile } from "@stt-bench/results";
import * as v from "valibot";
import type { ClusterKnowledge } from "../evidence/cluster_evidence.ts";

/** What is known of a run when it is over. */
export interface KnownClusterRun {
  /** The shards' summary, merged. */
  readonly summary: RunSummary;
  readonly knowledge: ClusterKnowledge;
  readonly environment: NonNullable<RunSummary["environment"]>;
  /** Counts the runs under one load, from 1: the shards don't know it. */
  readonly round: number;
  /** What went wrong by the gateway's fault, which makes the run a fail. */
  readonly broken: readonly string[];
}

/** The merged summary with what only the cluster knows; with all that it is judged again. */
export function completeClusterSummary(
  { summary, knowledge, environment, round, broken }: KnownClusterRun,
  profile: SloProfile,
): RunSummary {
  const { verdict: _verdict, slo: _slo, ...measurements } = summary;
  const run = { ...measurements, ...knowledge, environment, repeat: round };
  const { verdict, reasons, ...judgement } = evaluateSlo(run, profile);
  return v.parse(RunSummary, {
    ...run,
    verdict: broken.length > 0 ? "fail" : verdict,
    slo: { profile: profile.name, ...judgement, reasons: [...broken, ...reasons] },
  });
}

/** Why it did not pass, one line each. */
export function reasonsOf(summary: RunSummary, broken: readonly string[]): string[] {
  return [...broken, ...explainVerdict(summary)];
}
