import { startProblems } from "../cluster/pod_problems.ts";
import { Deployments, Pods } from "../cluster/objects.ts";
import type { Pod } from "../cluster/objects.ts";
import type { Release } from "../cluster/release.ts";
import type { Kubectl } from "../kubectl/kubectl.ts";
import type { ProblemWatch } from "./problem_watch.ts";
import { waitUntil } from "./wait_until.ts";
import type { Patience } from "./wait_until.ts";

/**
 * Waits until the one pod of the gateway that was scaled up is ready.
 *
 * @throws {ClusterError} that names what keeps it from that.
 */
export async function awaitGateway(
  kubectl: Kubectl,
  { selectors }: Release,
  variant: string,
  watch: ProblemWatch,
  patience: Omit<Patience, "what">,
): Promise<Pod> {
  const { signal } = patience;
  const get = (kind: string) => ["get", kind, "-l", selectors.gateway(variant), "-o", "json"];
  return await waitUntil(async () => {
    const [deployment] = (await kubectl.json(Deployments, get("deployments"), { signal })).items;
    const pods = (await kubectl.json(Pods, get("pods"), { signal })).items
      .filter(({ metadata }) => metadata.deletionTimestamp === undefined);
    watch.observe(startProblems(pods));
    if (deployment === undefined) return { lacks: "the Deployment is gone" };
    const { metadata: { generation }, status } = deployment;
    const isSeen = status.observedGeneration >= generation;
    const [pod] = pods;
    const isRolledOut = isSeen && status.readyReplicas === 1 && status.updatedReplicas === 1;
    if (isRolledOut && pods.length === 1) return { done: pod! };
    return { lacks: `${status.readyReplicas} of 1 pods ready` };
  }, { ...patience, what: `gateway ${variant}` });
}

/** Waits until no pod of the gateway is left: the next run begins with a fresh one. */
export async function awaitNoGateway(
  kubectl: Kubectl,
  { selectors }: Release,
  variant: string,
  patience: Omit<Patience, "what">,
): Promise<void> {
  const args = ["get", "pods", "-l", selectors.gateway(variant), "-o", "json"];
  await waitUntil(async () => {
    const { items } = await kubectl.json(Pods, args, { signal: patience.signal });
    return items.length === 0 ? { done: true } : { lacks: `${items.length} pods are left` };
  }, { ...patience, what: `the end of gateway ${variant}` });
}
