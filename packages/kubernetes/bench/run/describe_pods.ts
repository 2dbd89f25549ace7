import type { RunSummary } from "@stt-bench/results";
import { Node } from "../cluster/objects.ts";
import type { Deployment, Pod } from "../cluster/objects.ts";
import { parseQuantity } from "../cluster/quantity.ts";
import type { Release } from "../cluster/release.ts";
import type { Kubectl } from "../kubectl/kubectl.ts";

/** Where a node says what kind of machine it is. */
const INSTANCE_TYPE = "node.kubernetes.io/instance-type";

/** The node that a gateway ran on. */
export interface NodeFacts {
  readonly platform: string;
  readonly arch: string;
  /** The kind of machine that its cloud calls it; no node knows its CPU's model. */
  readonly cpu_model: string;
  readonly cores: number;
  readonly kernel: string;
  readonly memory_bytes: number;
}

/** A node that nobody tells of. */
export const UNKNOWN_NODE: NodeFacts = {
  platform: "linux",
  arch: "unknown",
  cpu_model: "unknown",
  cores: 0,
  kernel: "unknown",
  memory_bytes: 0,
};

/** The node of `pod`. Nodes belong to no namespace: who may not read them knows less. */
export async function readNode(kubectl: Kubectl, { spec: { nodeName } }: Pod): Promise<NodeFacts> {
  if (nodeName === undefined) return UNKNOWN_NODE;
  try {
    const { metadata, status } = await kubectl.json(Node, ["get", "node", nodeName, "-o", "json"]);
    const { architecture, kernelVersion, operatingSystem } = status.nodeInfo;
    return {
      platform: operatingSystem,
      arch: architecture,
      cpu_model: metadata.labels[INSTANCE_TYPE] ?? "unknown",
      cores: Math.floor(parseQuantity(status.capacity["cpu"]) ?? 0),
      kernel: kernelVersion,
      memory_bytes: Math.round(parseQuantity(status.capacity["memory"]) ?? 0),
    };
  } catch {
    return UNKNOWN_NODE;
  }
}

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

/** CPUs and bytes that all containers of a Deployment's pod may use; null where one is not limited. */
export function limitsOf(
  { spec: { template: { spec: { containers } } } }: Deployment,
): { readonly cpus: number | null; readonly memoryBytes: number | null } {
  const sum = (name: string) => {
    const each = containers.map(({ resources }) => parseQuantity(resources.limits?.[name]));
    return each.includes(null) ? null : each.reduce<number>((total, part) => total + part!, 0);
  };
  return { cpus: sum("cpu"), memoryBytes: sum("memory") };
}

/** The port with one of `names` in a Deployment's pod, or `fallback`. */
export function portOf(
  { spec: { template: { spec: { containers } } } }: Deployment,
  names: readonly string[],
  fallback: number,
): number {
  const ports = containers.flatMap(({ ports }) => ports);
  return ports.find(({ name }) => names.includes(name ?? ""))?.containerPort ?? fallback;
}

/** Processes of a gateway that serve. */
export function workersOf({ spec: { template: { spec: { containers } } } }: Deployment): number {
  const value = containers.flatMap(({ env }) => env).find(({ name }) => name === "WORKERS")?.value;
  return Math.max(1, Number(value) || 1);
}
