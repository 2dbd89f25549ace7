import { randomInt } from "node:crypto";
import { integer, read, UsageError } from "@stt-bench/program";
import { MAX_SEED } from "./hunt.ts";

/** A seed that nobody has chosen. */
export function freshSeed(): number {
  return randomInt(MAX_SEED + 1);
}

/**
 * The seed that `FUZZ_SEED` names in `environment`; a fresh one when it names none.
 *
 * @throws {UsageError} when it is no seed.
 */
export function seedFrom({ FUZZ_SEED }: Readonly<Record<string, string | undefined>>): number {
  if (FUZZ_SEED === undefined || FUZZ_SEED === "") return freshSeed();
  const reading = read("FUZZ_SEED", integer(0, MAX_SEED), FUZZ_SEED);
  if (!reading.ok) throw new UsageError([reading.problem]);
  return reading.value;
}
