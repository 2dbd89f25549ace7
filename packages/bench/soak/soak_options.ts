import { createCommand, decimal, duration, integer, text } from "@stt-bench/program";
import type { Command } from "commander";
import { readConditionOptions } from "../options/condition_options.ts";
import { FlagReader } from "../options/flag_reader.ts";
import { addTargetOptions, readTargetOptions } from "../options/target_options.ts";
import type { TargetOptions } from "../options/target_options.ts";
import { addWatchOptions, readWatchOptions } from "../options/watch_options.ts";
import type { WatchOptions } from "../options/watch_options.ts";
import type { Conditions } from "../run/conditions.ts";
import type { LoadProfile } from "../run/load_profile.ts";
import { loadProfiles } from "../run/load_profile.ts";

/** What a soak shall do. */
export interface SoakOptions extends TargetOptions {
  readonly load: LoadProfile;
  readonly conditions: Conditions;
  /** Whether the model fails at random. */
  readonly hasFaults: boolean;
  /** The folder that the folder of results goes into. */
  readonly outDirectory: string;
  readonly watch: WatchOptions;
  readonly json: boolean;
}

const DURATION_SECS = 30 * 60;

/** Five sessions a second come and go. */
const SESSION_SECS = 20;

function createSoakCommand(): Command {
  const command = addTargetOptions(
    createCommand(
      "soak",
      "Holds gateways under load for long, while sessions come and go and the model fails at random:" +
        " is every session and every frame accounted for, and does memory stay?",
    ),
  )
    .option("--duration <time>", "how long each gateway is held under load, e.g. 2h (30m)")
    .option("--sessions <n>", "sessions at the same time (100)")
    .option("--session-secs <s>", `how long each session lives (${SESSION_SECS})`)
    .option("--seed <n>", "decides the faults, and the simulator's latencies (1)")
    .option("--no-faults", "the model does not fail")
    .option("--cpu-limit <f>", "fraction of a CPU that the gateway may use, e.g. 0.25")
    .option("--memory-limit <size>", "memory that the gateway may use, e.g. 2GiB")
    .option("--no-pinning", "do not pin gateway and tools to different CPUs");
  return addWatchOptions(command)
    .option("--out <dir>", "folder that the folder of results goes into (results)")
    .option("--json", "print manifest, accounts and courses as JSON")
    .addHelpText(
      "after",
      "\nFaults: statuses, bad bodies, stalls, drips, resets, RST_STREAM, GOAWAY, and one restart of" +
        "\nthe simulator. They fail batches, which is expected; an error that no fault explains fails" +
        "\nthe soak. A gateway at --url meets none. Memory is judged from ten minutes on.",
    );
}

/**
 * Reads the arguments of `soak`.
 *
 * @throws {UsageError} that has one line for each wrong flag.
 */
export function parseSoakOptions(args: readonly string[]): SoakOptions {
  const flags = new FlagReader(createSoakCommand().parse([...args], { from: "user" }).opts());
  const { sessions, ...profile } = loadProfiles.quick;
  const options: SoakOptions = {
    ...readTargetOptions(flags, "soak"),
    load: {
      ...profile,
      sessions: flags.value("sessions", integer(1, 100_000), sessions),
      measureSecs: flags.value("duration", duration(10), DURATION_SECS),
      sessionSecs: flags.value("session-secs", decimal(2, 86_400), SESSION_SECS),
    },
    conditions: readConditionOptions(flags),
    hasFaults: flags.isOn("faults"),
    outDirectory: flags.value("out", text(), "results"),
    watch: readWatchOptions(flags),
    json: flags.isOn("json"),
  };
  flags.check();
  return options;
}
