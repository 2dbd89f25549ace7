import type { IServiceMonitor } from "@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/ServiceMonitor";
import type { IDeployment } from "kubernetes-models/apps/v1/Deployment";
import { selects } from "../release/label_selector.ts";
import type { Labels } from "../release/label_selector.ts";
import type { Manifest } from "../release/manifest.ts";
import type { Release } from "../release/release.ts";
import { expectThat } from "./policy.ts";
import type { Policy, Problem } from "./policy.ts";

/**
 * Every selector selects what it is for: a Deployment its own pods and nobody else's, a Service pods of
 * one part, whatever else at least something.
 */
export const matchingSelectors: Policy = {
  name: "matching selectors",
  check(release) {
    return [
      ...release.all("Deployment").flatMap((deployment) => checkDeployment(deployment, release)),
      ...release.all("Service").flatMap((service) =>
        selectsOnePart(service, service.spec?.selector ?? {}, release)
      ),
      ...release.all("PodDisruptionBudget").flatMap((budget) =>
        selectsOnePart(budget, budget.spec?.selector?.matchLabels ?? {}, release)
      ),
      ...release.all("NetworkPolicy").flatMap((policy) => {
        const selector = policy.spec?.podSelector ?? {};
        const count = release.workloads.filter(({ labels }) => selects(selector, labels)).length;
        return expectThat(policy, count > 0, "a podSelector that selects pods", selector);
      }),
      ...release.all("ServiceMonitor").flatMap((monitor) => checkMonitor(monitor, release)),
    ];
  },
};

function checkDeployment(deployment: IDeployment & Manifest, release: Release): Problem[] {
  const { selector } = deployment.spec!;
  const selected = release.workloads
    .filter(({ labels }) => selects(selector, labels))
    .map(({ manifest }) => `${manifest.kind} ${manifest.metadata.name}`);
  const own = `Deployment ${deployment.metadata.name}`;
  return expectThat(
    deployment,
    selected.length === 1 && selected[0] === own,
    "a selector that selects its own pods and no others",
    selected.join(", ") || "none",
  );
}

function selectsOnePart(manifest: Manifest, matchLabels: Labels, release: Release): Problem[] {
  const selected = release.workloads.filter(({ labels }) => selects({ matchLabels }, labels));
  const got = selected.map(({ manifest }) => manifest.metadata.name).join(", ") || "none";
  const expected = "a selector that selects the pods of one Deployment";
  return expectThat(manifest, selected.length === 1, expected, got);
}

function checkMonitor(monitor: IServiceMonitor & Manifest, release: Release): Problem[] {
  const { selector = {}, endpoints = [] } = monitor.spec ?? {};
  const services = release.all("Service").filter(({ metadata }) =>
    selects(selector, metadata.labels ?? {})
  );
  const missing = services.flatMap(({ metadata, spec }) =>
    endpoints
      .filter(({ port }) => !spec?.ports?.some(({ name }) => name === port))
      .map(({ port }) => `no ${port} of ${metadata.name}`)
  );
  return [
    ...expectThat(monitor, services.length > 0, "a selector that selects Services", "none"),
    ...expectThat(monitor, missing.length === 0, "ports that Services have", missing.join(", ")),
  ];
}
