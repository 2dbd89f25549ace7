import type { Release } from "../release/release.ts";
import { equalResources } from "./equal_resources.ts";
import { gracefulEnd } from "./graceful_end.ts";
import { jobTemplates } from "./job_templates.ts";
import { keptApart } from "./kept_apart.ts";
import { knownReferences } from "./known_references.ts";
import { matchingSelectors } from "./matching_selectors.ts";
import { neededNetwork } from "./needed_network.ts";
import { ownObjects } from "./own_objects.ts";
import { patientProbes } from "./patient_probes.ts";
import { pinnedImages } from "./pinned_images.ts";
import type { Policy } from "./policy.ts";
import { restrictedPods } from "./restricted_pods.ts";
import { servedPorts } from "./served_ports.ts";
import { usefulBudgets } from "./useful_budgets.ts";
import { wellFormedValues } from "./well_formed_values.ts";

/** Every policy, in the order in which problems are told. */
export const policies: readonly Policy[] = [
  ownObjects,
  wellFormedValues,
  restrictedPods,
  pinnedImages,
  equalResources,
  patientProbes,
  gracefulEnd,
  matchingSelectors,
  servedPorts,
  knownReferences,
  usefulBudgets,
  jobTemplates,
  keptApart,
  neededNetwork,
];

/** A line for each thing that is wrong with `release`: `<kind> <name>: <policy>: <what>`. */
export function checkRelease(release: Release): string[] {
  return policies.flatMap(({ name, check }) =>
    check(release).map(({ manifest, text }) =>
      `${manifest.kind} ${manifest.metadata.name}: ${name}: ${text}`
    )
  );
}
