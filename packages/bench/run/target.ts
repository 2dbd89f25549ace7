import type { Variant } from "../programs/variants.ts";

/** What is measured: a gateway of ours that each run starts afresh, or anybody's that runs already. */
export type Target = OwnTarget | ForeignTarget;

/** A gateway of ours. */
export interface OwnTarget {
  readonly kind: "own";
  /** What tables and files call it: `node`, or `node-2w` with two workers. */
  readonly label: string;
  readonly variant: Variant;
  /** Processes that share the port. */
  readonly workers: number;
}

/** A gateway that listens before the bench starts, and after it has ended. */
export interface ForeignTarget {
  readonly kind: "foreign";
  readonly label: string;
  /** Its WebSocket endpoint. */
  readonly url: string;
  /** Its process on this machine, whose CPU time and memory are read. */
  readonly pid: number | undefined;
}

/** The gateway `variant` with so many workers. */
export function ownTarget(variant: Variant, workers: number): OwnTarget {
  const label = workers === 1 ? variant.name : `${variant.name}-${workers}w`;
  return { kind: "own", label, variant, workers };
}
