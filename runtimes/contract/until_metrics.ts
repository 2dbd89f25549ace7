import { demand, PATIENCE_MS } from "@stt-bench/conformance";
import type { GatewayProcess } from "./gateway_process.ts";
import { until } from "./until.ts";

/**
 * Waits until each of `samples` of a gateway's metrics has its value.
 *
 * @throws {Violation} that says which ones never had it, and what they had instead.
 */
export async function untilMetrics(
  gateway: GatewayProcess,
  samples: Readonly<Record<string, number>>,
): Promise<void> {
  let wrong: string[] = [];
  const areRight = async () => {
    wrong = [];
    for (const [sample, expected] of Object.entries(samples)) {
      const got = await gateway.metric(sample);
      if (got !== expected) wrong.push(`${sample}: expected ${expected}, got ${got}`);
    }
    return wrong.length === 0;
  };
  await until(areRight, "metrics", PATIENCE_MS).catch(() => demand(false, wrong.join("; ")));
}
