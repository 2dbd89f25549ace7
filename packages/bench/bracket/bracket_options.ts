import { createCommand, decimal, integer, oneOf, text } from "@stt-bench/program";
import { SEARCH_DEFAULTS } from "@stt-bench/results";
import type { SearchOptions } from "@stt-bench/results";
import type { Command } from "commander";
import { loadProfiles } from "../run/load_profile.ts";
import type { LoadProfile } from "../run/load_profile.ts";
import { addConditionOptions, readConditionOptions } from "../options/condition_options.ts";
import type { Conditions } from "../run/conditions.ts";
import { FlagReader } from "../options/flag_reader.ts";
import { addLoadOptions, readLoadOptions } from "../options/load_options.ts";
import { addTargetOptions, readTargetOptions } from "../options/target_options.ts";
import type { TargetOptions } from "../options/target_options.ts";
import { addReportOption, readReportOption } from "../options/report_option.ts";
import { addWatchOptions, readWatchOptions } from "../options/watch_options.ts";
import type { WatchOptions } from "../options/watch_options.ts";

/** Profiles that a capacity can be searched with. */
export const bracketProfiles = ["quick", "reference"] as const;

/**
 * Near its limit a gateway must not be judged by how it takes a storm of handshakes: with the 2 s
 * ramp of bench's quick profile Node at 0.25 vCPU failed at 530 sessions by connect timeouts alone,
 * and Bun's storm at 800 made the simulator late, where with a slower one both streamed well.
 */
export const bracketTimings: Readonly<Record<(typeof bracketProfiles)[number], LoadProfile>> = {
  quick: { ...loadProfiles.quick, rampUpSecs: 10, warmupSecs: 6 },
  reference: loadProfiles.reference,
};

/** What a capacity search shall do. */
export interface BracketOptions extends TargetOptions {
  readonly profile: (typeof bracketProfiles)[number];
  readonly load: Omit<LoadProfile, "sessions">;
  readonly conditions: Conditions;
  /** `max` is undefined where the user sets none. */
  readonly search: Omit<SearchOptions, "max"> & { readonly max: number | undefined };
  /** The folder that the folder of results goes into. */
  readonly outDirectory: string;
  readonly samples: boolean;
}

/** What the command line asks for: a new search, or to go on with one. */
export type BracketRequest =
  & {
    readonly watch: WatchOptions;
    /** Whether a report is made of the results. */
    readonly report: boolean;
    readonly json: boolean;
  }
  & (
    | { readonly kind: "new"; readonly options: BracketOptions }
    | { readonly kind: "resume"; readonly directory: string }
  );

/** What doesn't change a search. */
const ALSO_ON_RESUME = /^--(resume|json|quiet|live|no-report)\b/;

/** Where a search begins unless the user knows better. */
const START = 100;

/** Declares the flags of a search. @param most where it ends unless the user says so */
export function addSearchOptions(command: Command, most: string): Command {
  return command
    .option("--start <n>", `sessions to begin with (${START})`)
    .option("--min <n>", `fewest sessions (${SEARCH_DEFAULTS.min})`)
    .option("--max <n>", `most sessions (${most})`)
    .option("--step <f>", `accuracy, as a part of the number (${SEARCH_DEFAULTS.step})`);
}

function createBracketCommand(): Command {
  const command = createCommand(
    "bracket",
    "Searches how many sessions a gateway holds: doubles to a fail, halves the gap, confirms both edges.",
  );
  addTargetOptions(command)
    .option("--profile <name>", `timings of a run: ${bracketProfiles.join(", ")} (quick)`);
  addSearchOptions(command, "what the tools can serve, if calibrated");
  addConditionOptions(addLoadOptions(command));
  return addReportOption(addWatchOptions(command))
    .option("--out <dir>", "folder that the folder of results goes into (results)")
    .option("--samples", "write a CSV file with a row for each partial of every run")
    .option("--resume <dir>", "go on with a search, with the flags that it began with")
    .option("--json", "print the manifest and the bracket as JSON");
}

/**
 * Reads the arguments of `bracket`.
 *
 * @throws {UsageError} that has one line for each wrong flag.
 */
export function parseBracketOptions(args: readonly string[]): BracketRequest {
  const flags = new FlagReader(createBracketCommand().parse([...args], { from: "user" }).opts());
  const common = {
    watch: readWatchOptions(flags),
    report: readReportOption(flags),
    json: flags.isOn("json"),
  };
  const directory = flags.value("resume", text(), undefined);
  if (directory !== undefined) {
    const others = args.filter((arg) => arg.startsWith("--") && !ALSO_ON_RESUME.test(arg));
    if (others.length > 0) {
      flags.refuse(
        `Cannot use --resume with ${others.join(", ")}: expected the flags it began with`,
      );
    }
    flags.check();
    return { kind: "resume", directory, ...common };
  }
  const options = readBracketOptions(flags);
  flags.check();
  return { kind: "new", options, ...common };
}

function readBracketOptions(flags: FlagReader): BracketOptions {
  const profile = flags.value("profile", oneOf(bracketProfiles), "quick");
  const { sessions: _, ...load } = readLoadOptions(flags, bracketTimings[profile]);
  return {
    ...readTargetOptions(flags, "bracket"),
    profile,
    load,
    conditions: readConditionOptions(flags),
    search: readSearch(flags),
    outDirectory: flags.value("out", text(), "results"),
    samples: flags.isOn("samples"),
  };
}

/** Reads what a search begins with, and between which numbers it stays. */
export function readSearch(flags: FlagReader): BracketOptions["search"] {
  const sessions = integer(1, 100_000);
  const search = {
    ...SEARCH_DEFAULTS,
    start: flags.value("start", sessions, START),
    min: flags.value("min", sessions, SEARCH_DEFAULTS.min),
    max: flags.value("max", sessions, undefined),
    step: flags.value("step", decimal(0.001, 0.9), SEARCH_DEFAULTS.step),
  };
  if (search.max !== undefined && search.max < search.min) {
    flags.refuse(`Cannot search: expected --min ≤ --max, got ${search.min} and ${search.max}`);
  }
  return search;
}
