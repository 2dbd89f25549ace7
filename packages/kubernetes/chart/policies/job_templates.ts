import type { IJobSpec } from "kubernetes-models/batch/v1/JobSpec";
import type { Workload } from "../release/workload.ts";
import { expectThat } from "./policy.ts";
import type { Policy, Problem } from "./policy.ts";

/**
 * Jobs wait until somebody lets them run; then all of their pods run at the same time, each once; and
 * every variable that an argument names is there.
 */
export const jobTemplates: Policy = {
  name: "job templates",
  check({ workloads }) {
    const jobs = workloads.filter(({ manifest }) => manifest.kind === "Job");
    return jobs.flatMap((workload) => {
      const spec = workload.manifest.spec as IJobSpec;
      return [...checkSpec(workload, spec), ...checkArguments(workload, spec)];
    });
  },
};

function checkSpec({ manifest, pod }: Workload, spec: IJobSpec): Problem[] {
  const { completions, parallelism, backoffLimit, backoffLimitPerIndex } = spec;
  const isOnce = backoffLimit === 0 || backoffLimitPerIndex === 0;
  return [
    ...expectThat(manifest, spec.suspend === true, "suspend: true", spec.suspend),
    ...expectThat(
      manifest,
      spec.completionMode === "Indexed" || completions === 1,
      "completionMode Indexed for more than one pod",
      spec.completionMode,
    ),
    ...expectThat(
      manifest,
      completions !== undefined && completions === parallelism,
      "as many completions as parallelism",
      { completions, parallelism },
    ),
    ...expectThat(manifest, isOnce, "no second try (backoffLimit, backoffLimitPerIndex 0)", {
      backoffLimit,
      backoffLimitPerIndex,
    }),
    ...expectThat(
      manifest,
      pod.restartPolicy === "Never",
      "restartPolicy Never",
      pod.restartPolicy,
    ),
  ];
}

function checkArguments({ manifest, containers }: Workload, spec: IJobSpec): Problem[] {
  // https://kubernetes.io/docs/concepts/workloads/controllers/job/#completion-mode
  const ofJob = spec.completionMode === "Indexed" ? ["JOB_COMPLETION_INDEX"] : [];
  return containers.flatMap(({ env = [], command = [], args = [] }) => {
    const known = [...ofJob, ...env.map(({ name }) => name)];
    const named = [...command, ...args].flatMap((word) =>
      // `$$(NAME)` is how to write a plain `$(NAME)`.
      [...word.matchAll(/(?<!\$)\$\(([\w.-]+)\)/g)].map((match) => match[1]!)
    );
    return [...new Set(named)].flatMap((name) =>
      expectThat(manifest, known.includes(name), `a variable of ${known.join(", ")}`, name)
    );
  });
}
