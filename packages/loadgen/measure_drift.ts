import { CollectorError, measureClock } from "@stt-bench/collector/client";
import type { AgreedStart, Clocks } from "./agreed_start.ts";

/** The run is over; nobody waits long for a number about it. */
const PATIENCE_MS = 5000;

/**
 * How far our clock and the barrier's have moved apart since `agreed`, in milliseconds. Null if they
 * were not compared then, or can't be now, of which `onProblem` hears.
 *
 * @param barrier URL of the run at the collector
 */
export async function measureDrift(
  barrier: string | undefined,
  { clockSkewMs }: AgreedStart,
  { epochMs, nowMs }: Clocks,
  signal: AbortSignal,
  onProblem: (message: string) => void,
): Promise<number | null> {
  if (barrier === undefined || clockSkewMs === null || signal.aborted) return null;
  try {
    const options = { signal, epochMs, nowMs, patienceMs: PATIENCE_MS };
    return (await measureClock(barrier, options)).skewMs - clockSkewMs;
  } catch (error) {
    if (!(error instanceof CollectorError) && !signal.aborted) throw error;
    onProblem(`${(error as Error).message}: the summary has no clock drift`);
    return null;
  }
}
