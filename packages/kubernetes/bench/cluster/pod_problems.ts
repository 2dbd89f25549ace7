import type { Pod } from "./objects.ts";

/** What keeps a pod from its work. */
export interface PodProblem {
  readonly pod: string;
  /** One word, as Kubernetes has it, e.g. `ImagePullBackOff`, `Unschedulable`, `OOMKilled`. */
  readonly reason: string;
  /** For people. */
  readonly text: string;
}

/** A container that waits for one of these will do its work soon. */
const PATIENT = new Set(["ContainerCreating", "PodInitializing", ""]);

/** What is wrong with `pods` that should start, the one that is furthest behind first. */
export function startProblems(pods: readonly Pod[]): PodProblem[] {
  return pods.flatMap((pod) => [
    ...unschedulable(pod),
    ...[...pod.status.initContainerStatuses, ...pod.status.containerStatuses].flatMap((container) =>
      waiting(pod, container)
    ),
    ...failed(pod),
  ]);
}

/** How `pod` has failed; nothing while it runs, or if it has succeeded. */
export function failed(pod: Pod): PodProblem[] {
  const { metadata: { name }, status } = pod;
  if (status.phase !== "Failed") return [];
  const ended = status.containerStatuses.find(({ state }) =>
    (state.terminated?.exitCode ?? 0) !== 0
  )
    ?.state.terminated;
  const reason = status.reason || ended?.reason || "Failed";
  const how = ended === undefined ? status.message : `exit code ${ended.exitCode} ${ended.message}`;
  return [problem(name, reason, how)];
}

function unschedulable({ metadata: { name }, status }: Pod): PodProblem[] {
  return status.conditions
    .filter(({ type, status }) => type === "PodScheduled" && status === "False")
    .map(({ reason, message }) => problem(name, reason || "Unschedulable", message));
}

function waiting(
  { metadata: { name } }: Pod,
  { state, lastState }: Pod["status"]["containerStatuses"][0],
): PodProblem[] {
  const wait = state.waiting;
  if (wait === undefined || PATIENT.has(wait.reason)) return [];
  const last = lastState.terminated;
  const before = last === undefined ? "" : ` (before: ${last.reason}, exit code ${last.exitCode})`;
  return [problem(name, wait.reason, wait.message + before)];
}

function problem(pod: string, reason: string, details: string): PodProblem {
  const text = details.trim().slice(0, 300);
  return { pod, reason, text: `pod ${pod}: ${reason}${text === "" ? "" : `: ${text}`}` };
}
