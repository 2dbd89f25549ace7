import type { Manifest } from "../manifest.ts";

/**
 * What a capacity counts, e.g. `sessions at 0.25 vCPU`: one found under a limit is called by it, and
 * never scaled to a whole CPU.
 */
export function capacityLabel(
  { conditions, pinning, targets, arguments: args }: Pick<
    Manifest,
    "conditions" | "pinning" | "targets" | "arguments"
  >,
): string {
  if (conditions.cpu_limit !== null) return `sessions at ${conditions.cpu_limit} vCPU`;
  if (pinning.gateway_cpus === null) return "sessions, CPUs shared with the tools";
  const isGiven = args.some((arg) => /^--gateway-cpus(=|$)/.test(arg));
  const workers = new Set(targets.map(({ workers }) => workers));
  // Gateways with fewer workers are held to fewer CPUs, unless somebody has set their number.
  if (workers.size > 1 && !isGiven) return "sessions with a CPU for each worker";
  const { length } = pinning.gateway_cpus;
  return `sessions on ${length} ${length === 1 ? "CPU" : "CPUs"}`;
}
