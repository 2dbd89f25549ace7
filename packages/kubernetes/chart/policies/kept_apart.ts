import { selects } from "../release/label_selector.ts";
import type { Release } from "../release/release.ts";
import type { Workload } from "../release/workload.ts";
import { expectThat } from "./policy.ts";
import type { Policy, Problem } from "./policy.ts";

/** Parts that take CPU from one another. */
const BUSY = ["gateway", "simulator", "loadgen", "inferbench"];

const NODE = "kubernetes.io/hostname";

/**
 * Parts that take CPU from one another keep apart: a pod that says whose node it doesn't share names
 * all other parts, and none that is like itself. Pods of one part spread over nodes. Whether they keep
 * apart at all is for values to say.
 */
export const keptApart: Policy = {
  name: "kept apart",
  check(release) {
    const busy = release.workloads.filter(({ component }) => BUSY.includes(component));
    return busy.flatMap((workload) => [
      ...checkOthers(workload, busy),
      ...checkSpread(workload),
    ]);
  },
};

/** Whether pods of all parts that take CPU from one another must not share a node. */
export function isKeptApart({ workloads }: Release): boolean {
  return workloads
    .filter(({ component }) => BUSY.includes(component))
    .every(({ pod }) =>
      pod.affinity?.podAntiAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.length
    );
}

function checkOthers({ manifest, pod, component }: Workload, busy: readonly Workload[]): Problem[] {
  const anti = pod.affinity?.podAntiAffinity ?? {};
  const preferred = anti.preferredDuringSchedulingIgnoredDuringExecution ?? [];
  const terms = [
    ...anti.requiredDuringSchedulingIgnoredDuringExecution ?? [],
    ...preferred.map(({ podAffinityTerm }) => podAffinityTerm),
  ].filter(({ topologyKey }) => topologyKey === NODE);
  if (terms.length === 0) return [];
  const avoids = (other: Workload) =>
    terms.some(({ labelSelector }) => labelSelector && selects(labelSelector, other.labels));
  const wrong = busy
    .filter((other) => avoids(other) !== (other.component !== component))
    .map((other) => other.manifest.metadata.name);
  return expectThat(
    manifest,
    wrong.length === 0,
    "to share no node with other parts, and only those",
    `otherwise for ${wrong.join(", ")}`,
  );
}

function checkSpread({ manifest, pod, labels }: Workload): Problem[] {
  const spread = pod.topologySpreadConstraints ?? [];
  const own = spread.filter(({ labelSelector }) => labelSelector && selects(labelSelector, labels));
  const keys = own.map(({ topologyKey }) => topologyKey);
  const expected = `its own pods spread over ${NODE}`;
  return expectThat(manifest, keys.includes(NODE), expected, keys);
}
