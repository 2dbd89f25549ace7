import { PATIENCE_MS, Violation } from "@stt-bench/conformance";
import type { GatewayProcess } from "./gateway_process.ts";
import { messageOf } from "./run/message_of.ts";
import { until } from "./until.ts";

/**
 * Waits until all of `samples` of a gateway's metrics have their values at the same moment.
 *
 * @throws {Violation} that says which of them had another value in the end, or why nobody can tell.
 */
export async function untilMetrics(
  gateway: Pick<GatewayProcess, "metrics">,
  samples: Readonly<Record<string, number>>,
  patienceMs = PATIENCE_MS,
): Promise<void> {
  const names = Object.keys(samples);
  let wrong: string[] = [];
  const areRight = async () => {
    const got = await gateway.metrics(names);
    wrong = Object.entries(samples).flatMap(([sample, expected], i) =>
      got[i] === expected ? [] : [`${sample}: expected ${expected}, got ${got[i]}`]
    );
    return wrong.length === 0;
  };
  await until(areRight, "metrics", patienceMs).catch((error) => {
    throw new Violation([messageOf(error), ...wrong].join("; "));
  });
}
