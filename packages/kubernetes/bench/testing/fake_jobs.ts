/** What Kubernetes does with the Jobs of a {@linkcode FakeState}, and what their pods do. */
import { STUCK_PODS } from "./fake_answers.ts";
import { fakePod } from "./fake_objects.ts";
import type { Json } from "./fake_objects.ts";
import type { FakeState } from "./fake_state.ts";
import { shardFiles } from "./shard_files.ts";

/** Creates `job` with a pod for each completion. */
export function createJob(state: FakeState, job: Json): void {
  job.status = {};
  state.jobs.push(job);
  const { labels } = job.spec.template.metadata;
  const status = STUCK_PODS[state.faults.shards ?? ""];
  for (let i = 0; i < job.spec.completions; i++) {
    const annotations = { "batch.kubernetes.io/job-completion-index": String(i) };
    const more = { metadata: { annotations }, status };
    state.pods.push(fakePod(`${job.metadata.name}-${i}-x`, labels, "loadgen", more));
  }
}

/** Looks at `job`, which comes to its end when that has been done a few times. */
export function lookAtJob(state: FakeState, job: Json): void {
  const run = job.metadata.labels["stt-bench/run"];
  const { shards = "", gateway } = state.faults;
  if (run === undefined || job.status.conditions !== undefined) return;
  if (shards === "never end" || STUCK_PODS[shards] !== undefined) return;
  job.status.looks = (job.status.looks ?? 0) + 1;
  if (job.status.looks < 3) return;
  endJob(state, job, run);
  if (gateway === "restarts" || gateway === "vanishes") loseGateway(state, gateway);
}

/** Deletes `jobs` with their pods. */
export function deleteJobs(state: FakeState, jobs: readonly Json[]): void {
  const runs = jobs.map(({ metadata }) => metadata.labels["stt-bench/run"]);
  state.jobs = state.jobs.filter((job) => !jobs.includes(job));
  state.pods = state.pods.filter(({ metadata }) =>
    !runs.includes(metadata.labels["stt-bench/run"] ?? "none")
  );
}

function endJob(state: FakeState, job: Json, run: string): void {
  const { shards, capacity = Infinity } = state.faults;
  const pods = state.pods.filter(({ metadata }) => metadata.labels["stt-bench/run"] === run);
  const isLost = (i: number) => shards === "all lost" || (shards === "one lost" && i === 1);
  const env = (name: string) =>
    job.spec.template.spec.containers[0].env.find((each: Json) => each.name === name).value;
  const sessions = Number(env("SESSIONS"));
  const isOver = sessions > capacity;
  pods.forEach((pod, i) => endPod(pod, isLost(i) ? 137 : isOver ? 1 : 0));
  const arrived = pods.map((_, i) => i).filter((i) => !isLost(i));
  const naming = { service: env("SERVICE_NAME"), sessions, shards: pods.length, isOver };
  state.files[run] = Object.assign({}, ...arrived.map((i) => shardFiles(naming, i)));
  const hasFailed = arrived.length < pods.length || isOver;
  job.status.conditions = [{ type: hasFailed ? "Failed" : "Complete", status: "True" }];
}

function endPod(pod: Json, exitCode: number): void {
  const reason = exitCode === 137 ? "OOMKilled" : exitCode === 0 ? "Completed" : "Error";
  pod.status.phase = exitCode === 0 ? "Succeeded" : "Failed";
  pod.status.containerStatuses[0].state = { terminated: { exitCode, reason } };
}

function loseGateway(state: FakeState, how: "restarts" | "vanishes"): void {
  const { pods } = state;
  const isGateway = ({ metadata }: Json) => "stt-bench/variant" in metadata.labels;
  if (how === "vanishes") state.pods = pods.filter((pod) => !isGateway(pod));
  for (const { status } of pods.filter(isGateway)) {
    status.containerStatuses[0].restartCount = 1;
    status.containerStatuses[0].lastState = {
      terminated: { exitCode: 137, reason: "OOMKilled" },
    };
  }
}
