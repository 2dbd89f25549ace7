import type * as fc from "fast-check";
import type { Ground } from "./ground.ts";
import type { Env } from "../env.ts";

/** One boundary of a gateway, and what is thrown at it. */
export interface FuzzTarget<Part = unknown> {
  /** Short name, for `--only`; the contract's case is called `fuzz-` and this. */
  readonly name: string;
  /** What must hold for every example, as a sentence. */
  readonly claim: string;
  /** Variables of the gateway. */
  readonly env: Env;
  /** Whether a session that is none of an example's streams all the while. */
  readonly hasBystander: boolean;
  /** What examples are made of: connections, answers, faults. */
  readonly parts: fc.Arbitrary<Part>;
  /** Parts of an example at most. */
  readonly maxParts: number;
  /** Plays one example; throws a `Violation` when something does not hold. */
  readonly play: (ground: Ground, example: readonly Part[]) => Promise<void>;
}

/** Gives the parts of a target a type, which those who only run targets need not know. */
export function fuzzTarget<Part>(target: FuzzTarget<Part>): FuzzTarget {
  return target as FuzzTarget;
}
