import type { ProfileName } from "@stt-bench/results";

/** What gateways were put under. */
export interface Load {
  /** Null where timings were not those of a profile of ours. */
  readonly profile: ProfileName | null;
  /** Null where it differs from run to run. */
  readonly sessions: number | null;
  readonly rampUpSecs: number;
  readonly sessionStartSpreadMs: number;
  readonly warmupSecs: number;
  readonly measureSecs: number;
  /** How long a session lives before another takes its place; null for as long as the run. */
  readonly sessionSecs: number | null;
}
