import { selects } from "../release/label_selector.ts";
import { expectThat } from "./policy.ts";
import type { Policy } from "./policy.ts";

/**
 * A Deployment has a PodDisruptionBudget if it has 2 replicas or more, and else none, where it would
 * only keep nodes from being drained.
 */
export const usefulBudgets: Policy = {
  name: "useful budgets",
  check(release) {
    const budgets = release.all("PodDisruptionBudget");
    return release.all("Deployment").flatMap((deployment) => {
      const { replicas = 1, template } = deployment.spec!;
      const labels = template.metadata?.labels ?? {};
      const count = budgets.filter(({ spec }) => selects(spec?.selector ?? {}, labels)).length;
      return expectThat(
        deployment,
        count === (replicas >= 2 ? 1 : 0),
        `${replicas >= 2 ? "one" : "no"} PodDisruptionBudget for ${replicas} replicas`,
        String(count),
      );
    });
  },
};
