import type { LoadProfile } from "@stt-bench/bench";
import type { Release } from "../cluster/release.ts";
import { LOADGEN_CONTAINER } from "../cluster/release.ts";
import type { LOADGEN_VARIABLES } from "../cluster/release.ts";
import { RUN_LABEL } from "../cluster/selectors.ts";
import * as v from "valibot";
import { jobName } from "./run_id.ts";

/** One run, as its Job is told of it. */
export interface RunOrder {
  readonly run: string;
  readonly variant: string;
  readonly shards: number;
  readonly load: LoadProfile;
  /** The load ends after this time even if nobody is left to end it. */
  readonly deadlineSecs: number;
}

const texts = v.record(v.string(), v.string());

/** What a run's Job needs of its template, as `get job -o json` answers; whatever else it has is kept. */
export const TemplateJob = v.looseObject({
  apiVersion: v.string(),
  kind: v.literal("Job"),
  metadata: v.looseObject({ labels: v.optional(texts, {}) }),
  spec: v.looseObject({
    template: v.looseObject({
      metadata: v.optional(v.looseObject({ labels: v.optional(texts, {}) }), {}),
      spec: v.looseObject({
        containers: v.array(
          v.looseObject({
            name: v.string(),
            args: v.optional(v.array(v.string()), []),
            env: v.optional(v.array(v.looseObject({ name: v.string() })), []),
          }),
        ),
      }),
    }),
  }),
});

export type TemplateJob = v.InferOutput<typeof TemplateJob>;

/** A Job as kubectl takes it. */
export type RunJob = Readonly<Record<string, unknown>>;

/** Labels that the server gives to one Job and its pods; a copy with them would adopt those. */
const OF_ONE_JOB = /^(batch\.kubernetes\.io\/|controller-uid$|job-name$)/;

/** A finished Job that nobody deleted goes away by itself. */
const KEPT_SECS = 3600;

/**
 * The Job of one run, made from the chart's template: other name, label, variables and number of
 * shards; the rest as it stands there.
 *
 * A shard whose gateway fails the service level exits with 1. That must not end the others before
 * they have told what they saw: so each index fails for itself, and none is tried again.
 */
export function createRunJob(template: TemplateJob, release: Release, order: RunOrder): RunJob {
  const { run, shards, deadlineSecs } = order;
  const { selector: _selector, manualSelector: _manual, template: pod, ...spec } = template.spec;
  const labels = (of: Readonly<Record<string, string>>) => ({ ...own(of), [RUN_LABEL]: run });
  return {
    apiVersion: template.apiVersion,
    kind: template.kind,
    metadata: {
      name: jobName(release.name, run, shards),
      labels: labels(template.metadata.labels),
    },
    spec: {
      ...spec,
      suspend: false,
      completions: shards,
      parallelism: shards,
      backoffLimit: shards,
      backoffLimitPerIndex: 0,
      activeDeadlineSeconds: deadlineSecs,
      ttlSecondsAfterFinished: KEPT_SECS,
      template: {
        ...pod,
        metadata: { ...withoutServerFields(pod.metadata), labels: labels(pod.metadata.labels) },
        spec: {
          ...pod.spec,
          containers: pod.spec.containers.map((each) => fill(each, release, order)),
        },
      },
    },
  };
}

function withoutServerFields(metadata: TemplateJob["spec"]["template"]["metadata"]) {
  const { creationTimestamp: _, ...others } = metadata as Record<string, unknown>;
  return others;
}

function own(labels: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(labels).filter(([name]) => !OF_ONE_JOB.test(name)));
}

type Container = TemplateJob["spec"]["template"]["spec"]["containers"][0];

function fill(container: Container, release: Release, order: RunOrder): Container {
  if (container.name !== LOADGEN_CONTAINER) return container;
  const values: Readonly<Record<string, string>> = variablesOf(release, order);
  const env = container.env.map((variable) => {
    const value = values[variable.name];
    return value === undefined ? variable : { name: variable.name, value };
  });
  return { ...container, args: withProgress(container.args), env };
}

function variablesOf(
  { gatewayUrl }: Release,
  { run, variant, shards, load }: RunOrder,
): Record<(typeof LOADGEN_VARIABLES)[number], string> {
  return {
    RUN_ID: run,
    GATEWAY_URL: gatewayUrl,
    SESSIONS: String(load.sessions),
    SHARDS: String(shards),
    SERVICE_NAME: variant,
    RAMP_UP_SECS: String(load.rampUpSecs),
    WARMUP_SECS: String(load.warmupSecs),
    MEASURE_SECS: String(load.measureSecs),
  };
}

/** Its log tells us of the phases: where they begin we read what the gateway has used. */
function withProgress(args: readonly string[]): string[] {
  const isGiven = args.some((arg) => /^--progress(=|$)/.test(arg));
  return isGiven ? [...args] : [...args, "--progress", "json"];
}
