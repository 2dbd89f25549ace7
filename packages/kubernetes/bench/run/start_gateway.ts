import { startProblems } from "../cluster/pod_problems.ts";
import { Deployments, Pods } from "../cluster/objects.ts";
import type { Pod } from "../cluster/objects.ts";
import { KubectlError } from "../kubectl/kubectl_error.ts";
import type { ClusterContext } from "./cluster_context.ts";
import { scaleToZero, scaleUp } from "./commands.ts";
import type { ProblemWatch } from "./problem_watch.ts";
import { waitUntil } from "./wait_until.ts";

/**
 * Scales the gateway `variant` from zero to one pod, and waits until that is ready.
 *
 * @throws {KubectlError} if it can't be scaled; a conflict is somebody else's gateway.
 * @throws {ClusterError} that names what keeps it from being ready.
 */
export async function startGateway(
  context: ClusterContext,
  variant: string,
  watch: ProblemWatch,
): Promise<Pod> {
  await scaleGatewayUp(context, variant);
  return await awaitGateway(context, variant, watch);
}

/** Where somebody else was faster it is their gateway, and theirs to scale back. */
async function scaleGatewayUp(
  { kubectl, release, undo, signal }: ClusterContext,
  variant: string,
): Promise<void> {
  const step = scaleToZero(release, variant);
  undo.add(step);
  try {
    await kubectl.run(scaleUp(release, variant), { signal });
  } catch (error) {
    if (error instanceof KubectlError && error.problem === "conflict") undo.cancel(step);
    throw error;
  }
}

async function awaitGateway(
  { kubectl, release, waits, signal }: ClusterContext,
  variant: string,
  watch: ProblemWatch,
): Promise<Pod> {
  const selector = release.selectors.gateway(variant);
  const get = (kind: string) => ["get", kind, "-l", selector, "-o", "json"];
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
  }, {
    what: `gateway ${variant}`,
    flag: "--rollout-timeout",
    timeoutMs: waits.rolloutMs,
    pollMs: waits.pollMs,
    signal,
  });
}
