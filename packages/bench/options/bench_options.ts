import { createCommand, integer, oneOf, text } from "@stt-bench/program";
import type { Command } from "commander";
import { loadProfiles, profileNames } from "../run/load_profile.ts";
import type { LoadProfile, ProfileName } from "../run/load_profile.ts";
import { addConditionOptions, readConditionOptions } from "./condition_options.ts";
import type { Conditions } from "./condition_options.ts";
import { FlagReader } from "./flag_reader.ts";
import { addLoadOptions, readLoadOptions } from "./load_options.ts";
import { addTargetOptions, readTargetOptions } from "./target_options.ts";
import type { TargetOptions } from "./target_options.ts";

/** What a head-to-head shall do. */
export interface BenchOptions extends TargetOptions {
  readonly profile: ProfileName;
  readonly load: LoadProfile;
  readonly conditions: Conditions;
  /** How often each target is measured, in turns. */
  readonly rounds: number;
  /** Label of the target that ratios refer to. */
  readonly baseline: string;
  /** The folder that the folder of results goes into. */
  readonly outDirectory: string;
  readonly samples: boolean;
  readonly keepGoing: boolean;
  readonly json: boolean;
}

/** The command line of `bench`. */
export function createBenchCommand(): Command {
  const command = createCommand(
    "bench",
    "Compares gateways under the same load: in turns, each run with fresh processes.",
  );
  addTargetOptions(command)
    .option("--sessions <n>", "sessions at the same time")
    .option("--profile <name>", `defaults of the load: ${profileNames.join(", ")} (quick)`)
    .option("--rounds <n>", "how often each gateway is measured (3; full, reference: 5)")
    .option("--baseline <name>", "gateway that ratios refer to (the first one)");
  addConditionOptions(addLoadOptions(command));
  return command
    .option("--out <dir>", "folder that the folder of results goes into (results)")
    .option("--no-samples", "write no CSV file with a row for each partial")
    .option("--keep-going", "go on with the others when a gateway cannot be measured")
    .option("--json", "print manifest, comparison and summaries as JSON");
}

/**
 * Reads the arguments of `bench`.
 *
 * @throws {UsageError} that has one line for each wrong flag.
 */
export function parseBenchOptions(args: readonly string[]): BenchOptions {
  return readBenchOptions(createBenchCommand().parse([...args], { from: "user" }).opts());
}

/** Reads the flags that commander has found. */
export function readBenchOptions(given: Readonly<Record<string, unknown>>): BenchOptions {
  const flags = new FlagReader(given);
  const profile = flags.value("profile", oneOf(profileNames), "quick");
  const { targets, name } = readTargetOptions(flags, "bench");
  const options: BenchOptions = {
    targets,
    name,
    profile,
    load: readLoadOptions(flags, loadProfiles[profile]),
    conditions: readConditionOptions(flags),
    rounds: flags.value("rounds", integer(1, 1000), profile === "quick" ? 3 : 5),
    baseline: readBaseline(flags, targets.map(({ label }) => label)),
    outDirectory: flags.value("out", text(), "results"),
    samples: flags.isOn("samples"),
    keepGoing: flags.isOn("keep-going"),
    json: flags.isOn("json"),
  };
  flags.check();
  return options;
}

function readBaseline(flags: FlagReader, labels: readonly string[]): string {
  const [first = ""] = labels;
  const baseline = flags.value("baseline", text(), first);
  if (baseline === first || labels.includes(baseline)) return baseline;
  flags.refuse(
    `Cannot parse --baseline: expected one of ${labels.join(", ")}, got ${
      JSON.stringify(baseline)
    }`,
  );
  return first;
}
