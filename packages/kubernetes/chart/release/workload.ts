import type { IDeployment } from "kubernetes-models/apps/v1/Deployment";
import type { IJob } from "kubernetes-models/batch/v1/Job";
import type { IContainer } from "kubernetes-models/v1/Container";
import type { IPodSpec } from "kubernetes-models/v1/PodSpec";
import type { Labels } from "./label_selector.ts";
import type { Manifest } from "./manifest.ts";

/** A Deployment or a Job, as what makes pods. */
export interface Workload {
  readonly manifest: (IDeployment | IJob) & Manifest;
  /** Of its pods. */
  readonly labels: Labels;
  readonly pod: IPodSpec;
  /** All of a pod's containers, those that only prepare it among them. */
  readonly containers: readonly IContainer[];
  /** The part of the benchmark that it is, e.g. `gateway`; empty without that label. */
  readonly component: string;
}

/** What `manifest`, which is valid, makes pods of. */
export function workloadOf(manifest: (IDeployment | IJob) & Manifest): Workload {
  const { metadata, spec: pod } = manifest.spec!.template;
  const labels = metadata?.labels ?? {};
  return {
    manifest,
    labels,
    pod: pod!,
    containers: [...pod!.initContainers ?? [], ...pod!.containers],
    component: labels["app.kubernetes.io/component"] ?? "",
  };
}
