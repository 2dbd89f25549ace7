import type { IServiceMonitor } from "@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/ServiceMonitor";
import type { IDeployment } from "kubernetes-models/apps/v1/Deployment";
import type { IJob } from "kubernetes-models/batch/v1/Job";
import type { INetworkPolicy } from "kubernetes-models/networking.k8s.io/v1/NetworkPolicy";
import type { IPodDisruptionBudget } from "kubernetes-models/policy/v1/PodDisruptionBudget";
import type { IConfigMap } from "kubernetes-models/v1/ConfigMap";
import type { IPersistentVolumeClaim } from "kubernetes-models/v1/PersistentVolumeClaim";
import type { IService } from "kubernetes-models/v1/Service";
import type { IServiceAccount } from "kubernetes-models/v1/ServiceAccount";
import type { Manifest } from "./manifest.ts";
import { workloadOf } from "./workload.ts";
import type { Workload } from "./workload.ts";

/** What the kinds of a release are made of. */
interface Kinds {
  Deployment: IDeployment;
  Job: IJob;
  Service: IService;
  ConfigMap: IConfigMap;
  PersistentVolumeClaim: IPersistentVolumeClaim;
  ServiceAccount: IServiceAccount;
  NetworkPolicy: INetworkPolicy;
  PodDisruptionBudget: IPodDisruptionBudget;
  ServiceMonitor: IServiceMonitor;
}

/** The objects that one rendering of the chart makes, all of them valid by their schemas. */
export class Release {
  readonly manifests: readonly Manifest[];
  /** What makes pods. */
  readonly workloads: readonly Workload[];

  constructor(manifests: readonly Manifest[]) {
    this.manifests = manifests;
    this.workloads = [
      ...this.all("Deployment").map(workloadOf),
      ...this.all("Job").map(workloadOf),
    ];
  }

  /** Every object of a kind. */
  all<Kind extends keyof Kinds>(kind: Kind): (Kinds[Kind] & Manifest)[] {
    return this.manifests.filter((manifest) => manifest.kind === kind) as (
      & Kinds[Kind]
      & Manifest
    )[];
  }

  /** Whether there is an object called `name` of a kind. */
  has(kind: keyof Kinds, name: string): boolean {
    return this.all(kind).some(({ metadata }) => metadata.name === name);
  }
}
