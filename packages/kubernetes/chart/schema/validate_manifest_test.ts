import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { goodRelease } from "../testing/good_release.ts";
import type { Changeable } from "../testing/good_release.ts";
import { validateManifest } from "./validate_manifest.ts";

const faults: [what: string, kind: string, change: (it: Changeable) => void, problem: string][] = [
  [
    "a misspelt field",
    "Deployment",
    ({ spec }) => spec.template.spec.containers[0].resourses = {},
    "spec.template.spec.containers.0.resourses: expected no such field",
  ],
  [
    "a field of another object",
    "Service",
    (service) => service.spec.replicas = 1,
    "spec.replicas: expected no such field",
  ],
  [
    "a field at the top",
    "ConfigMap",
    (map) => map.date = {},
    "date: expected no such field",
  ],
  [
    "a field at the end of a list",
    "NetworkPolicy",
    ({ spec }) => spec.ingress[0].from[1].ipBlock.cird = "192.0.2.0/28",
    "spec.ingress.0.from.1.ipBlock.cird: expected no such field",
  ],
  [
    "a field of no ServiceMonitor",
    "ServiceMonitor",
    ({ spec }) => spec.endpoints[0].intervall = "15s",
    "spec.endpoints.0.intervall: expected no such field",
  ],
  [
    "a text for a number",
    "Deployment",
    ({ spec }) => spec.replicas = "2",
    "spec.replicas: must be integer",
  ],
  [
    "a number for a variable's text",
    "Deployment",
    ({ spec }) => spec.template.spec.containers[0].env[0].value = 9000,
    "spec.template.spec.containers.0.env.0.value: must be string",
  ],
  [
    "a value that isn't allowed",
    "Deployment",
    ({ spec }) => spec.template.spec.containers[0].ports[0].protocol = "HTTP",
    "spec.template.spec.containers.0.ports.0.protocol: must be equal to one of the allowed values: SCTP, TCP, UDP",
  ],
  [
    "a field that is missing",
    "Job",
    ({ spec }) => delete spec.template.spec.containers[0].name,
    "spec.template.spec.containers.0: must have required property name",
  ],
  [
    "a kind that the chart has no use for",
    "ServiceAccount",
    (account) => account.kind = "ClusterRole",
    "expected one of v1 ConfigMap, apps/v1 Deployment, batch/v1 Job, networking.k8s.io/v1 NetworkPolicy, v1 PersistentVolumeClaim, policy/v1 PodDisruptionBudget, v1 Service, v1 ServiceAccount, monitoring.coreos.com/v1 ServiceMonitor, got v1 ClusterRole",
  ],
  [
    "a version that Kubernetes no longer has",
    "PodDisruptionBudget",
    (budget) => budget.apiVersion = "policy/v1beta1",
    "expected one of v1 ConfigMap, apps/v1 Deployment, batch/v1 Job, networking.k8s.io/v1 NetworkPolicy, v1 PersistentVolumeClaim, policy/v1 PodDisruptionBudget, v1 Service, v1 ServiceAccount, monitoring.coreos.com/v1 ServiceMonitor, got policy/v1beta1 PodDisruptionBudget",
  ],
];

for (const [what, kind, change, problem] of faults) {
  test(`validateManifest catches ${what}`, () => {
    const manifest: Changeable = goodRelease().find((each) => each.kind === kind);
    change(manifest);
    assertEquals(validateManifest(manifest), [problem]);
  });
}

test("validateManifest takes every label, annotation and key of data for what they are", () => {
  const map: Changeable = goodRelease().find(({ kind }) => kind === "ConfigMap");
  map.metadata.labels["anything/at-all"] = "x";
  map.metadata.annotations = { "anything.else": "y" };
  map.data["no such field"] = "z";
  assertEquals(validateManifest(map), []);
});
