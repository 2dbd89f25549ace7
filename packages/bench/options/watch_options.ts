import type { Command } from "commander";
import type { FlagReader } from "./flag_reader.ts";

/** How people watch a program. */
export interface WatchOptions {
  /** Whether they want to hear of problems and the result only. */
  readonly quiet: boolean;
}

/** Declares the flags that decide how a program is watched. */
export function addWatchOptions(command: Command): Command {
  return command.option("--quiet", "say nothing on the way but problems: no view, no lines");
}

/** Reads them. */
export function readWatchOptions(flags: FlagReader): WatchOptions {
  return { quiet: flags.isOn("quiet") };
}
