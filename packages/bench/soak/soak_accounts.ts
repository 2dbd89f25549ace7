import { ledgerImbalance, SOAK_ACCOUNTS_SCHEMA_VERSION } from "@stt-bench/results";
import type { RunSummary, SoakAccounts } from "@stt-bench/results";
import type { WatchedAccounts } from "./account_watch.ts";
import type { FaultStorm } from "./fault_storm.ts";

/** What the parties to a soak know. */
export interface SoakEvidence {
  readonly target: string;
  /** What the load generator says. */
  readonly summary: RunSummary;
  readonly watched: WatchedAccounts;
  /** The faults, and their seed; undefined where there were none. */
  readonly storm: FaultStorm | undefined;
  readonly seed: number;
}

/** Puts together what load generator, gateway and faults say. */
export function soakAccounts(evidence: SoakEvidence): SoakAccounts {
  const { target, summary, watched: { last, scrapes }, storm, seed } = evidence;
  return {
    schema_version: SOAK_ACCOUNTS_SCHEMA_VERSION,
    target,
    seed: storm === undefined ? null : seed,
    faults: storm?.counts ?? {},
    model_restarts: storm?.restarts ?? 0,
    sessions: {
      started: summary.sessions_started,
      broken: summary.broken_sessions.map(({ cause, count, example }) =>
        `${count} × ${cause} (${example})`
      ),
      silent: summary.silent_sessions,
      gateway: last?.sessions ?? null,
    },
    frames: {
      sent: summary.frames_sent,
      ...summary.ledger,
      missing: summary.missing_frames,
      gateway: last?.ledger ?? null,
      imbalance: last === undefined ? 0 : ledgerImbalance(last.ledger, summary),
    },
    errors: summary.inference_error_counts.map(({ kind, count }) => ({
      kind,
      count,
      explained: storm?.explains(kind, summary.sessions) ?? 0,
    })),
    scrapes,
  };
}
