import type { Pod } from "../cluster/objects.ts";
import { failed } from "../cluster/pod_problems.ts";
import { LOADGEN_CONTAINER } from "../cluster/release.ts";

/** How a shard's pod ended. */
export interface ShardEnd {
  readonly index: number;
  readonly pod: string;
  /** Why it failed, in words; undefined for one that ended well, or with a verdict. */
  readonly problem: string | undefined;
}

/** Exit codes of a load generator that has measured: pass, fail, invalid. */
const VERDICT_CODES = new Set([0, 1, 3]);

/** How the shard in `pod` ended. */
export function shardEnd(pod: Pod): ShardEnd {
  const [problem] = failed(pod);
  const code = pod.status.containerStatuses
    .find(({ name }) => name === LOADGEN_CONTAINER)?.state.terminated?.exitCode;
  const isVerdict = code !== undefined && VERDICT_CODES.has(code) && pod.status.reason === "";
  return {
    index: shardIndex(pod),
    pod: pod.metadata.name,
    problem: isVerdict ? undefined : problem?.text,
  };
}

const INDEX = "batch.kubernetes.io/job-completion-index";

/** Which shard runs in `pod`, counted from 0; -1 in a pod that no Job has numbered. */
export function shardIndex({ metadata: { annotations, labels } }: Pod): number {
  return Number(annotations[INDEX] ?? labels[INDEX] ?? -1);
}
