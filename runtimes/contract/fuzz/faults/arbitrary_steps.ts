import { randomFault, seededRandom } from "@stt-bench/bench";
import type { RandomFault } from "@stt-bench/bench";
import * as fc from "fast-check";
import { record } from "../record.ts";

/** A moment of a model's bad day. */
export interface FaultStep {
  /** Time since the step before. */
  readonly waitMs: number;
  /** What goes wrong. */
  readonly what: Mishap;
}

/** A fault of the simulator, or connections that are cut; and the errors that it explains. */
export type Mishap = Pick<RandomFault, "own" | "others"> & {
  readonly fault: RandomFault["fault"] | "cut";
  /** Does it last as long as its connection, which is cut in the end? */
  readonly isLasting: boolean;
};

/** Faults of answers, which the soak draws as well. */
const ofAnswers: fc.Arbitrary<Mishap> = fc.nat(0xffff_ffff).map((seed) => {
  const { fault, own, others } = randomFault(seededRandom(seed));
  return { fault, own, others, isLasting: false };
});

/** Faults of connections strike when one is opened. */
const ofConnections: fc.Arbitrary<Mishap> = fc.oneof(
  fc.integer({ min: 1, max: 1000 }).map((bytes) => ({
    fault: { kind: "tiny-window", bytes },
    others: ["timeout", "connection_reset"],
  })),
  fc.integer({ min: 0, max: 3 }).map((streams) => ({
    fault: { kind: "max-streams", streams },
    others: ["timeout", "pool_timeout", "connection_reset"],
  })),
  fc.constant({
    fault: { kind: "no-window" },
    others: ["timeout", "pool_timeout", "connection_reset"],
  }),
).map((mishap) => ({ own: [], isLasting: true, ...mishap }));

const cut: fc.Arbitrary<Mishap> = fc.constant({
  fault: "cut",
  own: [],
  others: ["connection_reset", "timeout", "pool_timeout"],
  isLasting: false,
});

/** Each kind of fault that the simulator knows, and cuts that make the gateway connect anew. */
export const faultSteps: fc.Arbitrary<FaultStep> = record({
  waitMs: fc.nat(100),
  what: fc.oneof(
    { weight: 6, arbitrary: ofAnswers },
    { weight: 2, arbitrary: ofConnections },
    { weight: 2, arbitrary: cut },
  ),
});
