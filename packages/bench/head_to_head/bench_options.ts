import { createCommand, decimal, duration, integer, oneOf, text } from "@stt-bench/program";
import { profileNames } from "@stt-bench/results";
import type { ProfileName } from "@stt-bench/results";
import type { Command } from "commander";
import { loadProfiles } from "../run/load_profile.ts";
import type { LoadProfile } from "../run/load_profile.ts";
import { addConditionOptions, readConditionOptions } from "../options/condition_options.ts";
import type { Conditions } from "../run/conditions.ts";
import { splitVariants } from "../programs/variants.ts";
import { FlagReader } from "../options/flag_reader.ts";
import { addLoadOptions, readLoadOptions } from "../options/load_options.ts";
import { addTargetOptions, readTargetOptions } from "../options/target_options.ts";
import type { TargetOptions } from "../options/target_options.ts";
import { addReportOption, readReportOption } from "../options/report_option.ts";
import { addWatchOptions, readWatchOptions } from "../options/watch_options.ts";
import type { WatchOptions } from "../options/watch_options.ts";

/** How long a session lives in a soak. */
const SOAK_SESSION_SECS = 60;

type Environment = Readonly<Record<string, string | undefined>>;

/** What a head-to-head shall do. */
export interface BenchOptions extends TargetOptions {
  readonly profile: ProfileName;
  readonly load: LoadProfile;
  readonly conditions: Conditions;
  /** How often each target is measured, in turns. */
  readonly rounds: number;
  /** Whether it is one long round, in which memory and latency are watched. */
  readonly isSoak: boolean;
  /** Label of the target that ratios refer to. */
  readonly baseline: string;
  /** The folder that the folder of results goes into. */
  readonly outDirectory: string;
  readonly samples: boolean;
  readonly keepGoing: boolean;
  readonly watch: WatchOptions;
  /** Whether a report is made of the results. */
  readonly report: boolean;
  readonly json: boolean;
}

/** The command line of `bench`. */
export function createBenchCommand(): Command {
  const command = createCommand(
    "bench",
    "Compares gateways under the same load: in turns, each run with fresh processes.",
  );
  addTargetOptions(command)
    .option("--split", "tune sockets and inference client apart, too: what does each save?")
    .option("--sessions <n>", "sessions at the same time")
    .option("--profile <name>", `defaults of the load: ${profileNames.join(", ")} (quick)`)
    .option("--rounds <n>", "how often each gateway is measured (3; full, reference: 5)")
    .option("--baseline <name>", "gateway that ratios refer to (the first one)")
    .option("--soak <time>", "one long round, e.g. 30m, that watches memory and latency")
    .option("--session-secs <s>", "sessions come and go: each lives that long (soak: 60)");
  addConditionOptions(addLoadOptions(command));
  return addReportOption(addWatchOptions(command))
    .option("--out <dir>", "folder that the folder of results goes into (results)")
    .option("--no-samples", "write no CSV file with a row for each partial")
    .option("--keep-going", "go on with the others when a gateway cannot be measured")
    .option("--json", "print manifest, comparison and summaries as JSON")
    .addHelpText(
      "after",
      "\nWithout flags all gateways take about 6 minutes, those of one runtime 2; with --split twice" +
        "\nas long. For a log or a file a table is at most 120 wide; COLUMNS sets another width.",
    );
}

/**
 * Reads the arguments of `bench`.
 *
 * @throws {UsageError} that has one line for each wrong flag.
 */
export function parseBenchOptions(
  args: readonly string[],
  environment: Environment = {},
): BenchOptions {
  const given = createBenchCommand().parse([...args], { from: "user" }).opts();
  return readBenchOptions(given, environment);
}

/** Reads the flags that commander has found. */
export function readBenchOptions(
  given: Readonly<Record<string, unknown>>,
  environment: Environment,
): BenchOptions {
  const flags = new FlagReader(given);
  const profile = flags.value("profile", oneOf(profileNames), "quick");
  const { targets, name } = readTargets(flags, environment);
  const isSoak = flags.isGiven("soak");
  const options: BenchOptions = {
    targets,
    name,
    profile,
    load: readLoad(flags, loadProfiles[profile]),
    conditions: readConditionOptions(flags),
    rounds: flags.value("rounds", integer(1, 1000), isSoak ? 1 : profile === "quick" ? 3 : 5),
    isSoak,
    baseline: readBaseline(flags, targets.map(({ label }) => label)),
    outDirectory: flags.value("out", text(), "results"),
    // A row for each partial would be millions of them.
    samples: flags.isOn("samples") && !isSoak,
    keepGoing: flags.isOn("keep-going"),
    watch: readWatchOptions(flags),
    report: readReportOption(flags),
    json: flags.isOn("json"),
  };
  if (isSoak && options.conditions.generators > 1) {
    flags.refuse("Cannot use --generators with --soak: expected one load generator");
  }
  flags.check();
  return options;
}

/** A split needs all four gateways of a runtime, and chooses their clients itself. */
function readTargets(flags: FlagReader, environment: Environment): TargetOptions {
  if (!flags.isOn("split")) return readTargetOptions(flags, "bench");
  for (const flag of ["variants", "url"].filter((flag) => flags.isGiven(flag))) {
    flags.refuse(`Cannot use --${flag} with --split: expected all gateways, or --runtime`);
  }
  const { INFERENCE_CLIENT: client } = environment;
  if (client !== undefined) {
    flags.refuse(
      `Cannot use INFERENCE_CLIENT with --split: expected it unset, got ${JSON.stringify(client)}`,
    );
  }
  return readTargetOptions(flags, "bench-split", splitVariants);
}

/** A soak is measured for as long as it lasts. */
function readLoad(flags: FlagReader, defaults: LoadProfile): LoadProfile {
  const load = readLoadOptions(flags, defaults);
  const soakSecs = flags.value("soak", duration(10), undefined);
  const sessionSecs = flags.value(
    "session-secs",
    decimal(2, 86_400),
    soakSecs === undefined ? undefined : SOAK_SESSION_SECS,
  );
  if (soakSecs !== undefined && flags.isGiven("measure-secs")) {
    flags.refuse("Cannot use --measure-secs with --soak: expected one of the two");
  }
  return {
    ...load,
    ...(soakSecs === undefined ? {} : { measureSecs: soakSecs }),
    ...(sessionSecs === undefined ? {} : { sessionSecs }),
  };
}

function readBaseline(flags: FlagReader, labels: readonly string[]): string {
  const [first = ""] = labels;
  const baseline = flags.value("baseline", text(), first);
  // Without targets another flag is wrong, and nothing can be said of this one.
  if (labels.length === 0 || labels.includes(baseline)) return baseline;
  flags.refuse(
    `Cannot parse --baseline: expected one of ${labels.join(", ")}, got ${
      JSON.stringify(baseline)
    }`,
  );
  return first;
}
