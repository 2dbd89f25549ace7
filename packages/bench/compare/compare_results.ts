import { metrics, valuesOf } from "@stt-bench/results";
import type { Manifest, Metric, RunSummary } from "@stt-bench/results";
import { summarize, unpairedRatio } from "@stt-bench/statistics";
import type { RatioEstimate, Summary } from "@stt-bench/statistics";
import { isToolMetric } from "../report/is_tool_metric.ts";
import type { StoredResults } from "../report/stored_results.ts";

/** How two results of the same load, from different times, stand to each other. */
export interface Changes {
  /** What is not the same, and could be the reason of a change. */
  readonly differences: readonly string[];
  readonly changes: readonly Change[];
}

/** One metric of one target. */
export interface Change {
  readonly target: string;
  readonly metric: string;
  readonly before: Summary;
  readonly after: Summary;
  /** After ÷ before. */
  readonly ratio: RatioEstimate;
}

const compared = metrics.filter((metric) => !isToolMetric(metric));

/**
 * Compares two results. Their rounds did not run side by side, so that the interval is Welch's.
 *
 * @throws {Error} if their loads or limits differ: then a change would say nothing.
 */
export function compareResults(before: StoredResults, after: StoredResults): Changes {
  requireSame(before.manifest, after.manifest);
  const shared = [...before.summaries.keys()].filter((target) => after.summaries.has(target));
  if (shared.length === 0) {
    throw new Error(
      `Cannot compare: expected a target with valid rounds in both ${before.directory} and ` +
        `${after.directory}, got none`,
    );
  }
  return {
    differences: differencesOf(before, after),
    changes: shared.flatMap((target) =>
      compared.flatMap((metric) => {
        const change = changeOf(
          metric,
          before.summaries.get(target)!,
          after.summaries.get(target)!,
        );
        return change === undefined ? [] : [{ target, metric: metric.name, ...change }];
      })
    ),
  };
}

function changeOf(
  metric: Metric,
  before: readonly RunSummary[],
  after: readonly RunSummary[],
): Omit<Change, "target" | "metric"> | undefined {
  const [from, to] = [before, after].map((runs) =>
    valuesOf(runs, metric).filter((value) => value > 0)
  ) as [number[], number[]];
  if (from.length === 0 || to.length === 0) return undefined;
  return { before: summarize(from), after: summarize(to), ratio: unpairedRatio(to, from) };
}

function requireSame(before: Manifest, after: Manifest): void {
  const { profile: _, ...load } = before.load;
  for (const [name, value] of Object.entries(load)) {
    refuseUnlessSame(name, value, after.load[name as keyof typeof load]);
  }
  for (const name of ["cpu_limit", "memory_limit_bytes", "cpu_passes"] as const) {
    refuseUnlessSame(name, before.conditions[name], after.conditions[name]);
  }
}

function refuseUnlessSame(name: string, before: unknown, after: unknown): void {
  if (before === after) return;
  throw new Error(`Cannot compare: expected the same ${name} in both, got ${before} and ${after}`);
}

/** Facts that may differ, by what they are called. */
const FACTS: Readonly<Record<string, (manifest: Manifest) => unknown>> = {
  CPU: ({ machine }) => machine.cpu_model,
  cores: ({ machine }) => machine.cores,
  kernel: ({ machine }) => machine.kernel,
  pinning: ({ pinning }) => pinning.description,
  commit: ({ git }) => git && git.commit.slice(0, 12) + (git.dirty ? " and changes" : ""),
  environment: ({ environment }) => JSON.stringify(environment),
  "load generator": ({ programs }) => describeProgram(programs.loadgen),
  simulator: ({ programs }) => programs.inference && describeProgram(programs.inference),
};

function differencesOf(before: StoredResults, after: StoredResults): string[] {
  const facts = Object.entries(FACTS).flatMap(([name, of]) =>
    difference(name, of(before.manifest), of(after.manifest))
  );
  const versions = before.manifest.targets.flatMap(({ target, version }) => {
    const other = after.manifest.targets.find((each) => each.target === target);
    return other === undefined
      ? [`${target} was measured before only`]
      : difference(`version of ${target}`, version, other.version);
  });
  const added = after.manifest.targets
    .filter(({ target }) => !before.manifest.targets.some((each) => each.target === target))
    .map(({ target }) => `${target} was measured after only`);
  return [...facts, ...versions, ...added];
}

function difference(name: string, before: unknown, after: unknown): string[] {
  return before === after ? [] : [`${name}: ${before ?? "none"} → ${after ?? "none"}`];
}

function describeProgram({ runtime, version }: { runtime: string; version: string }): string {
  return `${runtime} ${version}`;
}
