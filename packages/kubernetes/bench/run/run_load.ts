import type { LoadProfile } from "@stt-bench/bench";
import { countOf } from "../count_of.ts";
import type { ClusterContext } from "./cluster_context.ts";
import { createJob, deleteJob } from "./commands.ts";
import { JobFollower } from "./job_follower.ts";
import type { ProblemWatch } from "./problem_watch.ts";
import { createRunJob, TemplateJob } from "./run_job.ts";
import { runTimeoutMs } from "./run_timeout.ts";
import type { ShardEnd } from "./shard_end.ts";
import type { PhaseListener } from "./shard_log.ts";

/** The load of one run. */
export interface LoadOrder {
  readonly run: string;
  readonly variant: string;
  readonly shards: number;
  readonly load: LoadProfile;
}

/**
 * Creates the Job of a run and follows it to its end.
 *
 * @throws {KubectlError | ClusterError} if it can't be created, doesn't start or doesn't end in time.
 */
export async function runLoad(
  { kubectl, release, undo, waits, signal }: ClusterContext,
  { run, variant, shards, load }: LoadOrder,
  watch: ProblemWatch,
  listener: PhaseListener,
): Promise<readonly ShardEnd[]> {
  const runMs = waits.runMs ?? runTimeoutMs(load);
  const deadlineSecs = Math.ceil((waits.startMs + runMs) / 1000);
  const args = ["get", "job", release.template.metadata.name, "-o", "json"];
  const template = await kubectl.json(TemplateJob, args, { signal });
  const job = createRunJob(template, release, { run, variant, shards, load, deadlineSecs });
  listener.onNews(`starting ${countOf(shards, "shard")} as run ${run}`);
  undo.add(deleteJob(release, run));
  await kubectl.run(createJob, { signal, input: JSON.stringify(job) });
  const patience = {
    startTimeoutMs: waits.startMs,
    runTimeoutMs: runMs,
    pollMs: waits.pollMs,
    signal,
  };
  return await new JobFollower(kubectl, release, run, shards).follow(watch, listener, patience);
}
