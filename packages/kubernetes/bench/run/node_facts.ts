import { Node } from "../cluster/objects.ts";
import type { Pod } from "../cluster/objects.ts";
import { parseQuantity } from "../cluster/quantity.ts";
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
export async function readNode(
  kubectl: Kubectl,
  { spec: { nodeName } }: Pod,
  signal: AbortSignal,
): Promise<NodeFacts> {
  if (nodeName === undefined) return UNKNOWN_NODE;
  const args = ["get", "node", nodeName, "-o", "json"];
  try {
    const { metadata, status } = await kubectl.json(Node, args, { signal });
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
    signal.throwIfAborted();
    return UNKNOWN_NODE;
  }
}
