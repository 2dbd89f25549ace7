import { setTimeout as sleep } from "node:timers/promises";
import { parseProgressEvent } from "@stt-bench/results";
import type { ProgressEvent, RunPhase } from "@stt-bench/results";
import { ClusterError } from "../cluster_error.ts";
import { failed, startProblems } from "../cluster/pod_problems.ts";
import { Jobs, Pods } from "../cluster/objects.ts";
import type { Job, Pod } from "../cluster/objects.ts";
import { isFinished, LOADGEN_CONTAINER } from "../cluster/release.ts";
import type { Release } from "../cluster/release.ts";
import type { Kubectl } from "../kubectl/kubectl.ts";
import type { ProblemWatch } from "./problem_watch.ts";
import { waitUntil } from "./wait_until.ts";
import type { Patience } from "./wait_until.ts";

/** How long each part of a Job may take. */
export interface JobPatience extends Pick<Patience, "pollMs" | "signal"> {
  /** Until all shards run. */
  readonly startTimeoutMs: number;
  /** From then on until all have ended. */
  readonly runTimeoutMs: number;
}

/** Who hears of a Job. */
export interface JobListener {
  /** What one of the shards tells of its phases. */
  onEvent(event: ProgressEvent): void;
  /** E.g. `2 of 3 shards run`. */
  onNews(text: string): void;
}

/** How a shard's pod ended. */
export interface ShardEnd {
  readonly index: number;
  readonly pod: string;
  /** Why it failed, in words; undefined for one that ended well, or with a verdict. */
  readonly problem: string | undefined;
}

/** Exit codes of a load generator that has measured: pass, fail, invalid. */
const VERDICT_CODES = new Set([0, 1, 3]);

const INDEX = "batch.kubernetes.io/job-completion-index";

/** A log that ends early (a node's connection was cut) costs us the edges, not the run. */
const LOG_TIMEOUT_MS = 24 * 3600 * 1000;

/** How long a log may go on after its Job has ended. */
const LOG_GRACE_MS = 5000;

const LOG_TRIES = 5;
const LOG_PAUSE_MS = 500;

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
    listener: JobListener,
    patience: JobPatience,
  ): Promise<readonly ShardEnd[]> {
    const log = new AbortController();
    const signal = AbortSignal.any([patience.signal, log.signal]);
    try {
      const pods = await this.#awaitStart(watch, listener, patience);
      const first = pods.find((pod) => indexOf(pod) === 0) ?? pods[0];
      const following = first === undefined ? undefined : this.#followLog(first, listener, signal);
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

  /** Last lines of a shard's log; none where it has none any more. */
  async logOf(pod: string, signal: AbortSignal): Promise<readonly string[]> {
    const args = ["logs", pod, "-c", LOADGEN_CONTAINER, "--tail=20"];
    try {
      const text = await this.#kubectl.run(args, { signal });
      return text.split("\n").filter((line) => line !== "" && !parseProgressEvent(line));
    } catch {
      return [];
    }
  }

  async #awaitStart(
    watch: ProblemWatch,
    { onNews }: JobListener,
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
    { onNews }: JobListener,
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
      if (isFinished(job.status.conditions)) return { done: pods.map(endOf).sort(byIndex) };
      return { lacks: `${ended} of ${this.#shards} shards have ended` };
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

  /**
   * Never rejects: without it the run has no cost of the gateway, and is a run all the same. A node
   * may not have a log yet, or lose the connection: each further try hears it from its beginning.
   */
  async #followLog(pod: Pod, { onEvent, onNews }: JobListener, signal: AbortSignal): Promise<void> {
    const args = ["logs", "-f", pod.metadata.name, "-c", LOADGEN_CONTAINER];
    const heard = new Set<RunPhase>();
    const onLine = (line: string) => {
      const event = parseProgressEvent(line);
      if (event?.event !== "phase" || heard.has(event.phase)) return;
      heard.add(event.phase);
      onEvent(event);
      onNews(event.phase);
    };
    for (let tries = LOG_TRIES; tries > 0 && !signal.aborted; tries--) {
      try {
        await this.#kubectl.run(args, { signal, onLine, timeoutMs: LOG_TIMEOUT_MS });
        if (heard.has("done")) return;
      } catch (error) {
        if (tries === 1 && !signal.aborted) onNews(`no phases: ${(error as Error).message}`);
      }
      await sleep(LOG_PAUSE_MS, undefined, { signal }).catch(() => {});
    }
  }
}

function hasFailed(pods: readonly Pod[], name: string): boolean {
  return pods.some(({ metadata, status }) => metadata.name === name && status.phase === "Failed");
}

function indexOf({ metadata: { annotations, labels } }: Pod): number {
  return Number(annotations[INDEX] ?? labels[INDEX] ?? -1);
}

function endOf(pod: Pod): ShardEnd {
  const [problem] = failed(pod);
  const code = pod.status.containerStatuses
    .find(({ name }) => name === LOADGEN_CONTAINER)?.state.terminated?.exitCode;
  const isVerdict = code !== undefined && VERDICT_CODES.has(code) && pod.status.reason === "";
  return {
    index: indexOf(pod),
    pod: pod.metadata.name,
    problem: isVerdict ? undefined : problem?.text,
  };
}

function byIndex(a: ShardEnd, b: ShardEnd): number {
  return a.index - b.index;
}
