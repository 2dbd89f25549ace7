import { readRelease } from "./cluster/release.ts";
import { describeDryRun } from "./dry_run.ts";
import type { K8sOptions } from "./k8s_options.ts";
import { currentContext } from "./kubectl/current_context.ts";
import { Kubectl } from "./kubectl/kubectl.ts";
import type { KubectlRunner } from "./kubectl/kubectl_runner.ts";
import { createRunId } from "./run/run_id.ts";
import { TemplateJob } from "./run/run_job.ts";
import { runTimeoutMs } from "./run/run_timeout.ts";

/** What has to be known before anything is changed. */
export interface PreparedK8s {
  readonly kubectl: Kubectl;
  /** Says where it will happen. */
  readonly announcement: string;
  /** Asks whether it should. */
  readonly question: string;
  /** Each command of a run, for `--dry-run`; else empty. */
  readonly plan: string;
}

/**
 * Finds the cluster, and for a dry run what would be done there. Changes nothing.
 *
 * @throws {KubectlError} if there is no kubectl, no context, or no answer.
 */
export async function prepareK8s(
  options: K8sOptions,
  runner: KubectlRunner,
  signal: AbortSignal,
): Promise<PreparedK8s> {
  const { kubectl: program, namespace, release, variant } = options;
  const isCurrent = options.context === undefined;
  const context = options.context ?? await currentContext(program, runner, signal);
  const kubectl = new Kubectl({ program, context, namespace }, runner);
  const announcement = `context ${context}${isCurrent ? " (the current one)" : ""}, ` +
    `namespace ${namespace}, release ${release}`;
  return {
    kubectl,
    announcement,
    question:
      `Nothing was done yet: ${announcement}; bench:k8s would scale gateway ${variant} up, ` +
      "run load against it, and scale it to zero. Add --yes to do it, --dry-run to see each command",
    plan: options.isDryRun ? await planOf(options, kubectl, announcement, signal) : "",
  };
}

async function planOf(
  options: K8sOptions,
  kubectl: Kubectl,
  announcement: string,
  signal: AbortSignal,
): Promise<string> {
  const { variant, shards, search, waits } = options;
  const release = await readRelease(kubectl, options.release, variant, { signal });
  const sessions = options.sessions ?? Math.max(search.min, search.start);
  const load = { ...options.load, sessions };
  const args = ["get", "job", release.template.metadata.name, "-o", "json"];
  const template = await kubectl.json(TemplateJob, args, { signal });
  const runMs = waits.runMs ?? runTimeoutMs(load);
  const plan = describeDryRun(kubectl, release, template, {
    run: createRunId(new Date(), Math.random),
    variant,
    shards: Math.min(shards, sessions),
    load,
    deadlineSecs: Math.ceil((waits.startMs + runMs) / 1000),
  });
  const often = options.sessions === undefined
    ? "\nThis is the first run of a search; each further one is the same with other sessions."
    : "";
  return `Dry run: ${announcement}. Lines with # only read.${often}\n${plan}`;
}
