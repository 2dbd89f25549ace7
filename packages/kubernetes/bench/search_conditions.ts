import type { BracketState } from "@stt-bench/results";
import { limitsOf } from "./cluster/deployment_settings.ts";
import type { K8sOptions } from "./k8s_options.ts";
import type { ClusterContext } from "./run/cluster_context.ts";

/** All that points of a search on a cluster have in common, by name. */
export function searchConditions(
  { profile, load, namespace, shards }: K8sOptions,
  { kubectl, release, slo }: Pick<ClusterContext, "kubectl" | "release" | "slo">,
): BracketState["conditions"] {
  const { cpus, memoryBytes } = limitsOf(release.gateway);
  return {
    profile,
    load: JSON.stringify(load),
    slo: JSON.stringify(slo),
    shards: String(shards),
    context: kubectl.target.context,
    namespace,
    release: release.name,
    image: release.gateway.spec.template.spec.containers[0]?.image ?? "unknown",
    ...(cpus === null ? {} : { "cpu limit": String(cpus) }),
    ...(memoryBytes === null ? {} : { "memory limit": String(memoryBytes) }),
  };
}
