import type { RunSummary } from "@stt-bench/results";
import { limitsOf } from "../cluster/deployment_settings.ts";
import type { Release } from "../cluster/release.ts";
import type { NodeFacts } from "./node_facts.ts";

/** Where a run's gateway was, and what it was held to, as a summary has it. */
export function describeEnvironment(
  { gateway }: Release,
  { cpu_model, cores, kernel }: NodeFacts,
): NonNullable<RunSummary["environment"]> {
  const { cpus, memoryBytes } = limitsOf(gateway);
  return {
    cpu_model,
    cores,
    kernel,
    gateway_cpus: null,
    cpu_limit: cpus,
    memory_limit_bytes: memoryBytes,
    pinning: null,
  };
}
