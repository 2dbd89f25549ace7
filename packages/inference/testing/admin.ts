import type { FaultPlan } from "../faults/fault.ts";
import type { StatsReport } from "../stats.ts";

/** Plans faults at the simulator at `url`. */
export async function planFaults(url: string, plan: FaultPlan): Promise<void> {
  const response = await fetch(`${url}/faults`, { method: "POST", body: JSON.stringify(plan) });
  if (response.status !== 204) throw new Error(await response.text());
}

/** Reads the counters of the simulator at `url`. */
export async function statsOf(url: string): Promise<StatsReport> {
  return await (await fetch(`${url}/stats`)).json();
}

/** Sets them back. */
export async function resetStats(url: string): Promise<void> {
  const response = await fetch(`${url}/stats/reset`, { method: "POST" });
  await response.body?.cancel();
}
