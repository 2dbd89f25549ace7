import { startGateway, startSimulator, sttUrl } from "@stt-bench/bench";
import { runCases } from "@stt-bench/conformance";
import type { Case, CaseResult } from "@stt-bench/conformance";

const FLUSH_INTERVAL_MS = 250;

/**
 * Holds one gateway of `variant` against conformance `cases`.
 *
 * @throws {ChildError} when it does not listen.
 */
export async function runConformance(
  variant: string,
  cases: readonly Case[],
): Promise<readonly CaseResult[]> {
  const simulator = await startSimulator({ env: { FAULTS: "1" } });
  try {
    const env = { INFERENCE_URL: simulator.url, FLUSH_INTERVAL_MS: String(FLUSH_INTERVAL_MS) };
    const gateway = await startGateway(variant, { env });
    try {
      return await runCases(cases, {
        url: sttUrl(gateway.url),
        flushIntervalMs: FLUSH_INTERVAL_MS,
        inferenceUrl: simulator.url,
      });
    } finally {
      await gateway.child.stop();
    }
  } finally {
    await simulator.child.stop();
  }
}
