import * as v from "valibot";

const milliseconds = v.pipe(v.number(), v.minValue(0));
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const percentiles = v.object({ p99_ms: milliseconds });

/** The part that we read of what the simulator answers at `/stats`. */
const Stats = v.object({
  requests: count,
  faults_injected: count,
  max_in_flight: count,
  queue_wait: percentiles,
  answer_lateness: percentiles,
  loop_delay: percentiles,
});

/** What a simulator says of itself since its last reset. */
export type SimulatorStats = v.InferOutput<typeof Stats>;

/** A question that takes longer than this has no answer. */
const TIMEOUT_MS = 5000;

/** Asks the simulator at `url`; undefined if nobody answers, or somebody else than our simulator. */
export async function readSimulatorStats(url: string): Promise<SimulatorStats | undefined> {
  try {
    const response = await fetch(new URL("/stats", url), timeout());
    return parseSimulatorStats(await response.json());
  } catch {
    return undefined;
  }
}

/** Reads the JSON that a simulator answers; undefined if it is something else. */
export function parseSimulatorStats(json: unknown): SimulatorStats | undefined {
  const result = v.safeParse(Stats, json);
  return result.success ? result.output : undefined;
}

/** Lets the simulator at `url` forget what it has measured. It does nothing where that isn't ours. */
export async function resetSimulatorStats(url: string): Promise<void> {
  try {
    const response = await fetch(new URL("/stats/reset", url), { method: "POST", ...timeout() });
    await response.body?.cancel();
  } catch {
    // The reading at the end says that nobody answers.
  }
}

function timeout(): RequestInit {
  return { signal: AbortSignal.timeout(TIMEOUT_MS) };
}
