import type { IContainer } from "kubernetes-models/v1/Container";
import type { Workload } from "../release/workload.ts";
import { expectThat } from "./policy.ts";
import type { Policy, Problem } from "./policy.ts";

/**
 * Pods keep the Pod Security Standard "restricted", and more: a root file system that nobody writes to,
 * and no token of the API server.
 *
 * Source: https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted
 */
export const restrictedPods: Policy = {
  name: "restricted pods",
  check({ workloads }) {
    return workloads.flatMap((workload) => [
      ...checkPod(workload),
      ...workload.containers.flatMap((container) => checkContainer(workload, container)),
    ]);
  },
};

/** Volumes that take nothing of the node. */
const VOLUMES = ["configMap", "emptyDir", "persistentVolumeClaim", "projected", "secret"];

function checkPod({ manifest, pod }: Workload): Problem[] {
  const { securityContext: security = {}, volumes = [] } = pod;
  const hostParts = (["hostNetwork", "hostPID", "hostIPC"] as const).filter((part) => pod[part]);
  const kinds = volumes.flatMap(({ name: _, ...source }) => Object.keys(source));
  const others = kinds.filter((kind) => !VOLUMES.includes(kind));
  const seccomp = security.seccompProfile?.type;
  const token = pod.automountServiceAccountToken;
  return [
    ...expectThat(
      manifest,
      security.runAsNonRoot === true,
      "runAsNonRoot: true",
      security.runAsNonRoot,
    ),
    ...expectThat(manifest, !!security.runAsUser, "a runAsUser that isn't 0", security.runAsUser),
    ...expectThat(
      manifest,
      seccomp === "RuntimeDefault",
      "seccompProfile.type RuntimeDefault",
      seccomp,
    ),
    ...expectThat(manifest, token === false, "automountServiceAccountToken: false", token),
    ...expectThat(manifest, hostParts.length === 0, "nothing of the host", hostParts),
    ...expectThat(manifest, others.length === 0, `volumes of ${VOLUMES.join(", ")}`, others),
  ];
}

function checkContainer({ manifest }: Workload, container: IContainer): Problem[] {
  const { securityContext: security = {}, ports = [], name } = container;
  const { capabilities: { add = [], drop = [] } = {} } = security;
  const expect = (holds: boolean, what: string, got: unknown) =>
    expectThat(manifest, holds, `container ${name} with ${what}`, got);
  const hostPorts = ports.flatMap(({ hostPort = [] }) => hostPort);
  return [
    ...expect(
      security.allowPrivilegeEscalation === false,
      "allowPrivilegeEscalation: false",
      security.allowPrivilegeEscalation,
    ),
    ...expect(
      security.readOnlyRootFilesystem === true,
      "readOnlyRootFilesystem: true",
      security.readOnlyRootFilesystem,
    ),
    ...expect(!security.privileged, "privileged: false", security.privileged),
    ...expect(drop.includes("ALL"), "capabilities.drop ALL", drop),
    ...expect(add.length === 0, "no capabilities.add", add),
    ...expect(security.runAsNonRoot !== false, "no runAsNonRoot: false", false),
    ...expect(security.runAsUser !== 0, "no runAsUser 0", security.runAsUser),
    ...expect(hostPorts.length === 0, "no hostPort", hostPorts),
  ];
}
