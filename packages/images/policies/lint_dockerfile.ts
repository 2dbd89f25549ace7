import type { Dockerfile } from "../dockerfile/parse_dockerfile.ts";
import { execEntrypoint } from "./exec_entrypoint.ts";
import { healthCheck } from "./health_check.ts";
import { imageLabels } from "./image_labels.ts";
import { knownSources } from "./known_sources.ts";
import { noAdd } from "./no_add.ts";
import { noSecrets } from "./no_secrets.ts";
import { nothingButFiles } from "./nothing_but_files.ts";
import { pinnedBases } from "./pinned_bases.ts";
import type { Policy, Surroundings } from "./policy.ts";
import { syntax } from "./syntax.ts";
import { unprivilegedUser } from "./unprivileged_user.ts";

/** Every policy, in the order in which problems are told. */
export const policies: readonly Policy[] = [
  syntax,
  pinnedBases,
  unprivilegedUser,
  execEntrypoint,
  healthCheck,
  imageLabels,
  noAdd,
  noSecrets,
  knownSources,
  nothingButFiles,
];

/** A line for each thing that is wrong with `file`: `<path>:<line>: <policy>: <what>`. */
export function lintDockerfile(file: Dockerfile, surroundings: Surroundings): string[] {
  return policies.flatMap(({ name, check }) =>
    check(file, surroundings).map(({ line, text }) => `${file.path}:${line}: ${name}: ${text}`)
  );
}
