import * as fc from "fast-check";
import { messageOf } from "../run/message_of.ts";

/** What to look for, and for how long. */
export interface HuntOptions<Part> {
  readonly parts: fc.Arbitrary<Part>;
  /** Parts of an example at most. */
  readonly maxParts: number;
  /** Plays the parts of one example together; what it throws is what was found. */
  readonly play: (example: readonly Part[]) => Promise<void>;
  /** Called after every {@linkcode BATCH_EXAMPLES}, when no example is being played. */
  readonly sweep: () => Promise<void>;
  /** Is there nothing more to learn: the gateway is gone, or the user has had enough? */
  readonly isOver: () => boolean;
  /** From 0 to {@linkcode MAX_SEED}; decides every example. */
  readonly seed: number;
  /** Examples to play at most. */
  readonly runs: number;
  /** Time for making an example smaller, in milliseconds: each try costs what the find has cost. */
  readonly shrinkMs: number;
  /** Time after which no further example is played, in milliseconds. */
  readonly durationMs: number;
}

/** What a hunt has found. */
export interface Finding {
  readonly problem: string;
  /** The smallest example that was found to show it; none where it showed between two of them. */
  readonly example?: string;
  /** Plays the batch again that showed it. */
  readonly seed: number;
  readonly runs: number;
}

/** Examples of a batch: each has a seed of its own, so that what was found is found again soon. */
export const BATCH_EXAMPLES = 20;

/** The largest seed. */
export const MAX_SEED: number = 2 ** 31 - 1;

/** Characters of an example that are worth printing. */
const EXAMPLE_LENGTH = 4000;

/** Plays random examples until one shows a problem, or time is up; gives the first finding, if any. */
export async function hunt<Part>(options: HuntOptions<Part>): Promise<Finding | undefined> {
  const { sweep, isOver, seed, runs, durationMs } = options;
  const endMs = performance.now() + durationMs;
  for (let played = 0, batch = 0; played < runs; batch++) {
    const numRuns = Math.min(BATCH_EXAMPLES, runs - played);
    const repeat = { seed: (seed + batch) % (MAX_SEED + 1), runs: numRuns };
    const found = await huntBatch(options, repeat, endMs);
    if (found !== undefined) return { ...found, ...repeat };
    const problem = await problemOf(sweep);
    if (problem !== undefined) return { problem, ...repeat };
    played += numRuns;
    if (isOver() || performance.now() >= endMs) return undefined;
  }
  return undefined;
}

type Found = Pick<Finding, "problem" | "example">;

async function huntBatch<Part>(
  { parts, maxParts, play, isOver, shrinkMs }: HuntOptions<Part>,
  { seed, runs }: Pick<Finding, "seed" | "runs">,
  huntEndMs: number,
): Promise<Found | undefined> {
  let endMs = huntEndMs;
  let shrinkEndMs: number | undefined;
  const examples = fc.array(parts, { minLength: 1, maxLength: maxParts, size: "max" });
  const property = fc.asyncProperty(examples, async (example) => {
    // What passes is nothing new, and no smaller example either: so fast-check comes to its end.
    if (isOver() || performance.now() > endMs) return;
    try {
      await play(example);
    } catch (error) {
      shrinkEndMs ??= endMs = performance.now() + shrinkMs;
      throw error;
    }
  });
  const { failed, errorInstance, counterexample } = await fc.check(property, {
    seed,
    numRuns: runs,
  });
  if (!failed) return undefined;
  const found = { problem: messageOf(errorInstance), example: counterexample?.[0] ?? [] };
  const { problem, example } = isOver() ? found : await isolate(found, play);
  return { problem, example: fc.stringify(example).slice(0, EXAMPLE_LENGTH) };
}

/** fast-check leaves the parts for last that an example can do without; one is often enough. */
async function isolate<Part>(
  found: { problem: string; example: readonly Part[] },
  play: (example: readonly Part[]) => Promise<void>,
): Promise<typeof found> {
  for (const part of found.example.length > 1 ? found.example : []) {
    const problem = await problemOf(() => play([part]));
    if (problem !== undefined) return { problem, example: [part] };
  }
  return found;
}

async function problemOf(run: () => Promise<void>): Promise<string | undefined> {
  try {
    await run();
    return undefined;
  } catch (error) {
    return messageOf(error);
  }
}
