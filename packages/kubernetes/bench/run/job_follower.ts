import { setTimeout as sleep } from "node:timers/promises";
import { ClusterError } from "../cluster_error.ts";
import { startProblems } from "../cluster/pod_problems.ts";
import { Jobs, Pods } from "../cluster/objects.ts";
import type { Job, Pod } from "../cluster/objects.ts";
import { isFinished } from "../cluster/release.ts";
import type { Release } from "../cluster/release.ts";
import type { Kubectl } from "../kubectl/kubectl.ts";
import type { ProblemWatch } from "./problem_watch.ts";
import { shardEnd, shardIndex } from "./shard_end.ts";
import type { ShardEnd } from "./shard_end.ts";
import { followShardLog } from "./shard_log.ts";
import type { PhaseListener } from "./shard_log.ts";
import { waitUntil } from "./wait_until.ts";
import type { Patience } from "./wait_until.ts";

/** How long each part of a Job may take. */
export interface JobPatience extends Pick<Patience, "pollMs" | "signal"> {
  /** Until all shards run. */
  readonly startTimeoutMs: number;
  /** From then on until all have ended. */
  readonly runTimeoutMs: number;
}

/** How long a log may go on after its Job has ended. */
const LOG_GRACE_MS = 5000;

/** Follows the Job of one run from its creation to its end. */
export class JobFollower {
  readonly #kubectl: Kubectl;
  readonly #release: Release;
  readonly #run: string;
  readonly #shards: number;

  constructor(kubectl: Kubectl, release: Release, run: string, shards: number) {
    this.#kubectl = kubectl;
    this.#release = release;
    this.#run = run;
    this.#shards = shards;
  }

  /**
   * Waits until all shards run, and then until all have ended.
   *
   * @throws {ClusterError} if they don't start, or don't come to an end in time.
   */
  async follow(
    watch: ProblemWatch,
    listener: PhaseListener,
    patience: JobPatience,
  ): Promise<readonly ShardEnd[]> {
    const log = new AbortController();
    const signal = AbortSignal.any([patience.signal, log.signal]);
    try {
      const pods = await this.#awaitStart(watch, listener, patience);
      const first = pods.find((pod) => shardIndex(pod) === 0) ?? pods[0];
      const following = first &&
        followShardLog(this.#kubectl, first.metadata.name, listener, signal);
      const ends = await this.#awaitEnd(listener, patience);
      // The last lines of a log may still be on their way.
      if (following !== undefined) {
        const late = sleep(LOG_GRACE_MS, undefined, { signal }).catch(() => {});
        await Promise.race([following, late]);
      }
      return ends;
    } finally {
      log.abort();
    }
  }

  async #awaitStart(
    watch: ProblemWatch,
    { onNews }: PhaseListener,
    { startTimeoutMs, ...patience }: JobPatience,
  ): Promise<readonly Pod[]> {
    let running = -1;
    const what = "the shards to start";
    const asked = { ...patience, what, timeoutMs: startTimeoutMs, flag: "--start-timeout" };
    return await waitUntil(async () => {
      const { job, pods } = await this.#read(patience.signal);
      // One that failed is told of by its Job's end: what it has uploaded counts.
      watch.observe(startProblems(pods).filter(({ pod }) => !hasFailed(pods, pod)));
      const started = pods.filter(({ status }) => status.phase !== "Pending").length;
      if (started !== running) onNews(`${running = started} of ${this.#shards} shards run`);
      if (started >= this.#shards || isFinished(job.status.conditions)) return { done: pods };
      return { lacks: `${started} of ${this.#shards} shards run` };
    }, asked);
  }

  async #awaitEnd(
    { onNews }: PhaseListener,
    { runTimeoutMs, ...patience }: JobPatience,
  ): Promise<readonly ShardEnd[]> {
    let ended = 0;
    const what = "the load to end";
    const asked = { ...patience, what, timeoutMs: runTimeoutMs, flag: "--run-timeout" };
    return await waitUntil(async () => {
      const { job, pods } = await this.#read(patience.signal);
      const now = pods.filter(({ status: { phase } }) =>
        phase === "Succeeded" || phase === "Failed"
      );
      if (now.length > ended) onNews(`${ended = now.length} of ${this.#shards} shards ended`);
      if (!isFinished(job.status.conditions)) {
        return { lacks: `${ended} of ${this.#shards} shards have ended` };
      }
      return { done: pods.map(shardEnd).sort((a, b) => a.index - b.index) };
    }, asked);
  }

  async #read(signal: AbortSignal): Promise<{ job: Job; pods: readonly Pod[] }> {
    const selector = this.#release.selectors.run(this.#run);
    const get = (kind: string) => ["get", kind, "-l", selector, "-o", "json"];
    const [job] = (await this.#kubectl.json(Jobs, get("jobs"), { signal })).items;
    if (job === undefined) {
      throw new ClusterError(
        `Cannot follow run ${this.#run}: expected its Job, got none: somebody has deleted it`,
      );
    }
    return { job, pods: (await this.#kubectl.json(Pods, get("pods"), { signal })).items };
  }
}

function hasFailed(pods: readonly Pod[], name: string): boolean {
  return pods.some(({ metadata, status }) => metadata.name === name && status.phase === "Failed");
}
