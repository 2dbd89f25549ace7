import type { Release } from "../release/release.ts";
import type { Workload } from "../release/workload.ts";
import { expectThat } from "./policy.ts";
import type { Policy, Problem } from "./policy.ts";

/**
 * What a pod mentions is there: its ServiceAccount, ConfigMaps and claims in the release, the volumes
 * that its containers mount in the pod. Secrets to pull images with are the cluster's.
 */
export const knownReferences: Policy = {
  name: "known references",
  check(release) {
    return release.workloads.flatMap((workload) => [
      ...checkObjects(workload, release),
      ...checkMounts(workload),
    ]);
  },
};

function checkObjects({ manifest, pod, containers }: Workload, release: Release): Problem[] {
  const volumes = pod.volumes ?? [];
  const sources = containers.flatMap(({ env = [], envFrom = [] }) => [
    ...env.flatMap(({ valueFrom }) => valueFrom?.configMapKeyRef?.name ?? []),
    ...envFrom.flatMap(({ configMapRef }) => configMapRef?.name ?? []),
  ]);
  const mentioned = [
    ["ServiceAccount", pod.serviceAccountName ?? "default"],
    ...volumes.map(({ configMap }) => ["ConfigMap", configMap?.name]),
    ...sources.map((name) => ["ConfigMap", name]),
    ...volumes.map(({ persistentVolumeClaim: claim }) => [
      "PersistentVolumeClaim",
      claim?.claimName,
    ]),
  ] as [Parameters<Release["has"]>[0], string | undefined][];
  return mentioned.flatMap(([kind, name]) =>
    name === undefined
      ? []
      : expectThat(manifest, release.has(kind, name), `a ${kind} of the release`, name)
  );
}

function checkMounts({ manifest, pod, containers }: Workload): Problem[] {
  const volumes = (pod.volumes ?? []).map(({ name }) => name);
  return containers.flatMap(({ volumeMounts = [] }) =>
    volumeMounts.flatMap(({ name }) =>
      expectThat(manifest, volumes.includes(name), `a volume of ${volumes.join(", ")}`, name)
    )
  );
}
