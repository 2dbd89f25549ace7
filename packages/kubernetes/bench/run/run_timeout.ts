import { expectedMs } from "@stt-bench/bench";
import type { LoadProfile } from "@stt-bench/bench";

/** The barrier, a slow upload, and pods that take their time to be seen ended. */
const SLACK_MS = 5 * 60_000;

/** How long a load may take from when all shards run until all have ended. */
export function runTimeoutMs(load: LoadProfile): number {
  return expectedMs(load) + SLACK_MS;
}
