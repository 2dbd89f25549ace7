import type { Progress } from "@stt-bench/bench";
import type { SloProfile } from "@stt-bench/results";
import type { Release } from "../cluster/release.ts";
import type { Kubectl } from "../kubectl/kubectl.ts";
import type { NodeFacts } from "./node_facts.ts";
import type { Undo } from "./undo.ts";

/** How long each wait may take, in milliseconds, and how often it asks. */
export interface Waits {
  readonly rolloutMs: number;
  readonly startMs: number;
  /** Undefined for as long as the load takes, and some time. */
  readonly runMs: number | undefined;
  /** How long a pod may have the same problem. */
  readonly problemMs: number;
  readonly pollMs: number;
}

/** What stays the same for all runs of one bench on a cluster. */
export interface ClusterContext {
  readonly kubectl: Kubectl;
  readonly release: Release;
  readonly undo: Undo;
  readonly waits: Waits;
  readonly shards: number;
  readonly slo: SloProfile;
  /** Where files are written to. */
  readonly directory: string;
  readonly progress: Progress;
  readonly signal: AbortSignal;
  /** Hears where a gateway runs. */
  readonly onNode: (node: NodeFacts) => void;
  /** From 0 up to, but not, 1: tells runs of the same second apart. */
  readonly random: () => number;
}
