import { Pods } from "../cluster/objects.ts";
import type { ClusterContext } from "./cluster_context.ts";
import { waitUntil } from "./wait_until.ts";

/**
 * Waits until no pod of the gateway `variant` is left: the next run begins with a fresh one.
 *
 * @throws {ClusterError} if one stays, as when its node is gone.
 */
export async function awaitNoGateway(
  { kubectl, release, waits, signal }: ClusterContext,
  variant: string,
): Promise<void> {
  const args = ["get", "pods", "-l", release.selectors.gateway(variant), "-o", "json"];
  await waitUntil(async () => {
    const { items } = await kubectl.json(Pods, args, { signal });
    return items.length === 0 ? { done: true } : { lacks: `${items.length} pods are left` };
  }, {
    what: `the end of gateway ${variant}`,
    flag: "--rollout-timeout",
    timeoutMs: waits.rolloutMs,
    pollMs: waits.pollMs,
    signal,
  });
}
