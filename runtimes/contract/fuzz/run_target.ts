import type { Bed } from "../bed.ts";
import { messageOf } from "../run/message_of.ts";
import type { Allowances } from "./allowances.ts";
import type { FuzzTarget } from "./fuzz_target.ts";
import { Ground } from "./ground.ts";
import { hunt } from "./hunt.ts";
import type { Finding, HuntOptions } from "./hunt.ts";

/** How long to fuzz, and where to begin. */
export interface FuzzOptions
  extends Pick<HuntOptions<unknown>, "seed" | "runs" | "durationMs" | "shrinkMs"> {
  /** Ends it early. */
  readonly signal?: AbortSignal;
  /** What the variant may do besides; by default what the table says. */
  readonly allowances?: Allowances;
}

/** What came of fuzzing one target of one variant. */
export interface FuzzResult {
  readonly variant: string;
  readonly target: string;
  readonly seed: number;
  /** What was played: connections, answers, faults. */
  readonly cases: number;
  readonly elapsed_ms: number;
  /** Undefined: everything held. */
  readonly finding: Finding | undefined;
}

/**
 * Plays random examples of `target` against a gateway of the bed, which goes on to live there.
 *
 * @throws {ChildError} when the gateway does not listen.
 */
export async function runTarget(
  target: FuzzTarget,
  bed: Bed,
  { signal, allowances, ...limits }: FuzzOptions,
): Promise<FuzzResult> {
  const startedAtMs = performance.now();
  const ground = await Ground.prepare(bed, target, allowances);
  const finding = await hunt({
    ...limits,
    parts: target.parts,
    maxParts: target.maxParts,
    play: async (example) => {
      ground.count(example.length);
      await target.play(ground, example);
      ground.check();
    },
    sweep: () => ground.sweep(),
    isOver: () => ground.isLost || signal?.aborted === true,
  }) ?? await farewell(ground, limits);
  return {
    variant: bed.variant,
    target: target.name,
    seed: limits.seed,
    cases: ground.cases,
    elapsed_ms: Math.round(performance.now() - startedAtMs),
    finding,
  };
}

/** Only all of it together can show again what shows in the end. */
async function farewell(
  ground: Ground,
  { seed, runs }: Pick<FuzzOptions, "seed" | "runs">,
): Promise<Finding | undefined> {
  try {
    await ground.leave();
    return undefined;
  } catch (error) {
    return { problem: messageOf(error), seed, runs };
  }
}
