import { ServiceMonitor } from "@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/ServiceMonitor";
import { Deployment } from "kubernetes-models/apps/v1/Deployment";
import { Job } from "kubernetes-models/batch/v1/Job";
import { NetworkPolicy } from "kubernetes-models/networking.k8s.io/v1/NetworkPolicy";
import { PodDisruptionBudget } from "kubernetes-models/policy/v1/PodDisruptionBudget";
import { ConfigMap } from "kubernetes-models/v1/ConfigMap";
import { PersistentVolumeClaim } from "kubernetes-models/v1/PersistentVolumeClaim";
import { Service } from "kubernetes-models/v1/Service";
import { ServiceAccount } from "kubernetes-models/v1/ServiceAccount";
import * as v from "valibot";
import type { Manifest } from "../release/manifest.ts";
import { watchReads } from "./watch_reads.ts";

/** What the chart is made of. */
const models = [
  ConfigMap,
  Deployment,
  Job,
  NetworkPolicy,
  PersistentVolumeClaim,
  PodDisruptionBudget,
  Service,
  ServiceAccount,
  ServiceMonitor,
] as const;

/** What a model throws. */
const Invalid = v.looseObject({
  errors: v.array(v.looseObject({
    instancePath: v.string(),
    message: v.string(),
    params: v.record(v.string(), v.unknown()),
  })),
});

/**
 * Holds `manifest` against the schema of its kind, which comes from the OpenAPI documents of Kubernetes,
 * or for a ServiceMonitor from its CRD.
 *
 * As strict as an API server that is told `fieldValidation=Strict`: those schemas say nothing of fields
 * that they don't know, so a field that they never look at counts as unknown.
 *
 * @returns a line for each thing that is wrong: where, and what.
 */
export function validateManifest(manifest: Manifest): string[] {
  const { apiVersion, kind } = manifest;
  const model = models.find((model) => model.apiVersion === apiVersion && model.kind === kind);
  if (model === undefined) {
    const known = models.map((model) => `${model.apiVersion} ${model.kind}`).join(", ");
    return [`expected one of ${known}, got ${apiVersion} ${kind}`];
  }
  const { watched, unread } = watchReads(manifest);
  const problems: string[] = [];
  try {
    model.prototype.validate.call(watched as never);
  } catch (error) {
    const result = v.safeParse(Invalid, error);
    if (!result.success) throw error;
    problems.push(...result.output.errors.map(describe));
  }
  const unknown = unread().map((path) => `${path}: expected no such field`);
  return [...problems, ...unknown];
}

function describe({ instancePath, message, params }: v.InferOutput<typeof Invalid>["errors"][0]) {
  const allowed = params["allowedValues"];
  const path = instancePath.slice(1).replaceAll("/", ".") || "it";
  return `${path}: ${message}${Array.isArray(allowed) ? `: ${allowed.join(", ")}` : ""}`;
}
