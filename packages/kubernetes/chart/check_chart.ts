import { join } from "node:path";
import type { Helm } from "./helm/helm.ts";
import { checkRelease } from "./policies/check_release.ts";
import type { AskProgram } from "./programs/ask_program.ts";
import { checkPrograms } from "./programs/check_programs.ts";
import type { Manifest } from "./release/manifest.ts";
import { parseManifests } from "./release/parse_manifests.ts";
import { Release } from "./release/release.ts";
import { validateManifest } from "./schema/validate_manifest.ts";

/** What one file of values makes of the chart. */
export interface ChartCheck {
  /** `values.yaml` for what the chart is without another. */
  readonly values: string;
  readonly manifests: readonly Manifest[];
  /** A line for each thing that is wrong. */
  readonly problems: readonly string[];
}

/** What a chart is checked with. */
export interface ChartTools {
  readonly helm: Helm;
  /** Asks the programs that the chart runs for their variables and flags. */
  readonly ask: AskProgram;
}

/**
 * Lints and renders the chart in the folder `chart` with a file of its values, and holds what comes of
 * it against schemas, policies and the programs that it runs.
 *
 * @throws {HelmError} when Helm finds a fault or renders nothing.
 */
export async function checkChart(
  chart: string,
  values: string,
  { helm, ask }: ChartTools,
): Promise<ChartCheck> {
  const release = { chart, name: "rel", namespace: "speech", values: [join(chart, values)] };
  await helm.lint(release);
  const manifests = parseManifests(await helm.template(release));
  const invalid = manifests.flatMap((manifest) =>
    validateManifest(manifest).map((problem) =>
      `${manifest.kind} ${manifest.metadata.name}: schema: ${problem}`
    )
  );
  // Policies take what they read for valid.
  if (invalid.length > 0) return { values, manifests, problems: invalid };
  const rendered = new Release(manifests);
  const problems = [...checkRelease(rendered), ...await checkPrograms(rendered, ask)];
  return { values, manifests, problems };
}
