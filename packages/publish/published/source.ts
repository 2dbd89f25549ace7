import { Machine, outcomes, profileNames } from "@stt-bench/results";
import type { ResultSet } from "@stt-bench/report";
import * as v from "valibot";

const atLeast0 = v.pipe(v.number(), v.finite(), v.minValue(0));
const count = v.pipe(atLeast0, v.integer());

/** Strict schema of {@linkcode Source}. */
export const Source = v.strictObject({
  /** Name of the folder of results. */
  folder: v.string(),
  /** The command that repeats it. */
  command: v.string(),
  started_at: v.pipe(v.string(), v.isoTimestamp()),
  finished_at: v.pipe(v.string(), v.isoTimestamp()),
  outcome: v.picklist(outcomes),
  profile: v.picklist(profileNames),
  ramp_up_secs: atLeast0,
  warmup_secs: atLeast0,
  measure_secs: atLeast0,
  machine: Machine,
  /** Which CPUs gateway and tools ran on, in words. */
  pinning: v.string(),
  /** Fraction of a CPU that each gateway might use; null without a limit. */
  cpu_limit: v.nullable(atLeast0),
  versions: v.array(
    v.strictObject({ program: v.string(), runtime: v.string(), version: v.string() }),
  ),
  /** The commit that was measured, and whether there were changes to it. */
  commit: v.string(),
  dirty: v.boolean(),
  runs: count,
  /** Of these, those in which the tools or the machine were the limit. */
  invalid_runs: count,
  /** What to know before believing it, a sentence each, the gravest first. */
  notes: v.array(v.string()),
});

/** When, where, how, and by which code a part of the published results was measured. */
export type Source = v.InferOutput<typeof Source>;

/**
 * The source of what stands in `set`.
 *
 * @throws {Error} where its files don't tell one of these things: then it can't be published.
 */
export function sourceOf({ id, environment, load, runs, flags }: ResultSet): Source {
  const { machine, git, command, startedAt, finishedAt, pinning } = environment;
  const known = <T>(what: string, value: T | null): T => {
    if (value !== null) return value;
    throw new Error(`Cannot publish ${id}: expected its manifest to tell the ${what}, got null`);
  };
  const { cpuModel, memoryBytes, ...rest } = known("machine", machine);
  return {
    folder: id,
    command: known("command", command),
    started_at: known("time", startedAt),
    finished_at: known("time", finishedAt),
    outcome: environment.outcome,
    profile: known("profile", load.profile),
    ramp_up_secs: load.rampUpSecs,
    warmup_secs: load.warmupSecs,
    measure_secs: load.measureSecs,
    machine: { ...rest, cpu_model: cpuModel, memory_bytes: memoryBytes },
    pinning: known("pinning", pinning),
    cpu_limit: environment.cpuLimit,
    versions: environment.versions.map((version) => ({ ...version })),
    ...known("commit", git),
    runs: runs.length,
    invalid_runs: runs.filter(({ outcome }) => outcome === "invalid").length,
    notes: flags.map(({ text }) => text),
  };
}
