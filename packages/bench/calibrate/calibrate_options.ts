import { createCommand, integer, text } from "@stt-bench/program";
import type { Command } from "commander";
import { readConditionOptions } from "../options/condition_options.ts";
import { FlagReader } from "../options/flag_reader.ts";
import { addLoadOptions, readLoadOptions } from "../options/load_options.ts";
import { addQuietOption, readWatchOptions } from "../options/watch_options.ts";
import type { WatchOptions } from "../options/watch_options.ts";
import type { Conditions } from "../run/conditions.ts";
import type { LoadProfile } from "../run/load_profile.ts";

/** What a calibration shall do. */
export interface CalibrateOptions {
  /** The load in question; undefined for no more than the ceilings. */
  readonly sessions: number | undefined;
  /** Nothing above this is tried. */
  readonly maxSessions: number;
  /** Timings of each run; the search begins with its sessions. */
  readonly load: LoadProfile;
  readonly conditions: Conditions;
  /** The folder that folders of results go into, and the calibration besides. */
  readonly outDirectory: string;
  readonly watch: WatchOptions;
  readonly json: boolean;
}

/** Short runs: a ceiling is searched in three minutes. */
const DEFAULT_LOAD: LoadProfile = {
  sessions: 1000,
  rampUpSecs: 1,
  sessionStartSpreadMs: 0,
  warmupSecs: 1.5,
  measureSecs: 3,
};

/** More sessions than ports to connect from are not to be had on one machine. */
const MOST_SESSIONS = 20_000;

function createCalibrateCommand(): Command {
  const command = createCommand(
    "calibrate",
    "Finds how many sessions load generator and simulator can serve on this machine.",
  )
    .option("--sessions <n>", `the load in question: the search begins there (none)`)
    .option("--max-sessions <n>", `nothing above this is tried (${MOST_SESSIONS})`)
    .option("--gateway-cpus <n>", "CPUs that the gateway would have to itself (1)")
    .option(
      "--cpu-limit <f>",
      "as for bench: a limited gateway shares its CPU with the simulator. Nothing is limited here",
    )
    .option("--no-pinning", "do not pin gateway and tools to different CPUs")
    .option("--cpu-passes <n>", "passes of the simulated model over the audio (4)");
  return addQuietOption(addLoadOptions(command))
    .option("--out <dir>", "folder that the calibration goes into, as results do (results)")
    .option("--json", "print the calibration as JSON");
}

/**
 * Reads the arguments of `calibrate`.
 *
 * @throws {UsageError} that has one line for each wrong flag.
 */
export function parseCalibrateOptions(args: readonly string[]): CalibrateOptions {
  const flags = new FlagReader(createCalibrateCommand().parse([...args], { from: "user" }).opts());
  const load = readLoadOptions(flags, DEFAULT_LOAD);
  const options: CalibrateOptions = {
    sessions: flags.isGiven("sessions") ? load.sessions : undefined,
    maxSessions: flags.value("max-sessions", integer(1, 100_000), MOST_SESSIONS),
    load,
    conditions: readConditionOptions(flags),
    outDirectory: flags.value("out", text(), "results"),
    watch: readWatchOptions(flags),
    json: flags.isOn("json"),
  };
  if ((options.sessions ?? 0) > options.maxSessions) {
    flags.refuse(
      `Cannot calibrate: expected --sessions ≤ --max-sessions, got ${options.sessions} and ` +
        `${options.maxSessions}`,
    );
  }
  flags.check();
  return options;
}
