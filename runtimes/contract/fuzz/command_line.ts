import { createCommand, duration, flag, integer, UsageError } from "@stt-bench/program";
import { contractVariants } from "../contract_variants.ts";
import { splitNames, unknownNames } from "../name_flag.ts";
import { fuzzTargets } from "./fuzz_targets.ts";
import type { FuzzTarget } from "./fuzz_target.ts";
import { MAX_SEED } from "./hunt.ts";

/** What the command line asks for. */
export interface CommandLine {
  /** Names of variants, in the order of tables. */
  readonly variants: readonly string[];
  readonly targets: readonly FuzzTarget[];
  /** Examples of each target at most; by default as many as fit into the time. */
  readonly runs: number;
  /** Time for each target on each variant. */
  readonly durationMs: number;
  /** Undefined: a fresh one. */
  readonly seed: number | undefined;
  readonly json: boolean;
}

const DURATION_SECS = 20;

const HELP = `
Targets, each on a gateway of its own:
${fuzzTargets.map(({ name, claim }) => `  ${name.padEnd(8)} ${claim}`).join("\n")}

Whatever is thrown at it, the gateway must live, serve another session all the while, not grow, end
every session that its client has left, and account for every frame. Every 20 examples have a
seed of their own, so that a finding is seen again within seconds: the line "Again:" says how.

Exit codes: 0 passed, 1 failed, 2 wrong usage, 130 interrupted.`;

/**
 * Parses the arguments of the program.
 *
 * @throws {UsageError}
 */
export function parseCommandLine(args: readonly string[]): CommandLine {
  const names = contractVariants.map(({ name }) => name);
  const targetNames = fuzzTargets.map(({ name }) => name);
  const command = createCommand("fuzz", "Throws random bytes, JSON and faults at gateways of ours.")
    .option("--variants <names>", `some of ${names.join(", ")} (default: all)`, splitNames, [])
    .option("--only <names>", `some of ${targetNames.join(", ")} (default: all)`, splitNames, [])
    .option("--runs <n>", "examples of each target on each variant", flag("--runs", integer(1)))
    .option(
      "--duration <time>",
      `time for them, e.g. 10m (default: ${DURATION_SECS}s, none with --runs)`,
      flag("--duration", duration(1)),
    )
    .option(
      "--seed <n>",
      "decides what is thrown (default: a fresh one)",
      flag("--seed", integer(0, MAX_SEED)),
    )
    .option("--json", "print the results as JSON on stdout, and progress on stderr", false)
    .addHelpText("after", HELP);
  const options = command.parse(args, { from: "user" }).opts();
  const { variants: wanted, only, runs, seed, json } = options;
  const problems = [
    ...unknownNames("--variants", wanted, names, "--help"),
    ...unknownNames("--only", only, targetNames, "--help"),
  ];
  if (problems.length > 0) throw new UsageError(problems);
  const seconds = options.duration ?? (runs === undefined ? DURATION_SECS : Infinity);
  return {
    variants: names.filter((name) => wanted.length === 0 || wanted.includes(name)),
    targets: fuzzTargets.filter(({ name }) => only.length === 0 || only.includes(name)),
    runs: runs ?? Infinity,
    durationMs: 1000 * seconds,
    seed,
    json,
  };
}
