import { expectThat } from "./policy.ts";
import type { Policy } from "./policy.ts";

/**
 * Requests are limits, for CPU and memory, so that a pod is Guaranteed: it gets what it was measured
 * with, and no neighbour takes it away.
 */
export const equalResources: Policy = {
  name: "equal resources",
  check({ workloads }) {
    return workloads.flatMap(({ manifest, containers }) =>
      containers.flatMap(({ name, resources: { limits = {}, requests = {} } = {} }) =>
        ["cpu", "memory"].flatMap((resource) => {
          const [limit, request] = [limits[resource], requests[resource]];
          return expectThat(
            manifest,
            limit !== undefined && limit === request,
            `container ${name} with a limit of ${resource} that is its request`,
            { limit, request },
          );
        })
      )
    );
  },
};
