import type { Release } from "../cluster/release.ts";
import type { UndoStep } from "./undo.ts";

/** Calls of kubectl that change something, each behind the labels of one release. */

/** Scales the gateway `variant` up, unless somebody else did so meanwhile. */
export function scaleUp({ selectors }: Release, variant: string): string[] {
  return [
    "scale",
    "deployments",
    "-l",
    selectors.gateway(variant),
    "--current-replicas=0",
    "--replicas=1",
  ];
}

/** Scales it back. */
export function scaleToZero({ selectors }: Release, variant: string): UndoStep {
  return {
    title: `scale gateway ${variant} to zero`,
    args: ["scale", "deployments", "-l", selectors.gateway(variant), "--replicas=0"],
  };
}

/** Creates the Job that stands on standard input. */
export const createJob: readonly string[] = ["create", "-f", "-"];

/** Deletes the Job of `run` with its pods. */
export function deleteJob({ selectors }: Release, run: string): UndoStep {
  return {
    title: `delete the Job of run ${run}`,
    args: [
      "delete",
      "jobs",
      "-l",
      selectors.run(run),
      "--ignore-not-found",
      "--cascade=foreground",
      "--timeout=90s",
    ],
  };
}
