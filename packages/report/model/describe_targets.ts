import type { Manifest } from "@stt-bench/results";
import type { ReportRun } from "./report_run.ts";
import type { ReportRuntime, ReportTarget } from "./report_target.ts";

const runtimes: readonly ReportRuntime[] = ["deno", "node", "bun"];

/** Who was measured, in the order of tables. */
export function describeTargets(
  { targets }: Pick<Manifest, "targets">,
  runs: readonly ReportRun[],
): readonly ReportTarget[] {
  return targets.map(({ target: label, variant, runtime, version, workers }) => ({
    label,
    variant,
    runtime: runtimes.find((name) => name === runtime) ?? null,
    sockets: socketsOf(variant),
    version,
    workers,
    inferenceClient: inferenceClient(label, runs),
  }));
}

/** What a gateway says that it posts batches with: runs tell, in which it did. */
function inferenceClient(label: string, runs: readonly ReportRun[]): string | null {
  const gateway = runs
    .filter(({ target }) => target === label)
    .map(({ summary }) => summary?.gateway)
    .find((gateway) => gateway?.inference_client);
  return gateway ? `${gateway.inference_client}, ${gateway.inference_protocol}` : null;
}

function socketsOf(variant: string | null): ReportTarget["sockets"] {
  if (variant?.endsWith("-reactor")) return "reactor";
  return variant !== null && /-tuned(\+|$)/.test(variant) ? "tuned" : "native";
}
