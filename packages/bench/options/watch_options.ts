import { integer } from "@stt-bench/program";
import type { Command } from "commander";
import type { FlagReader } from "./flag_reader.ts";

/** How people watch a program. */
export interface WatchOptions {
  /** Whether they want to hear of problems and the result only. */
  readonly quiet: boolean;
  /** Port of the live page, 0 for a free one; undefined for no page. */
  readonly livePort: number | undefined;
}

/** Declares the flag that silences a program. */
export function addQuietOption(command: Command): Command {
  return command.option("--quiet", "say nothing on the way but problems: no view, no lines");
}

/** Declares the flags that decide how a program is watched. */
export function addWatchOptions(command: Command): Command {
  return addQuietOption(command)
    .option("--live [port]", "serve a page with moving charts on 127.0.0.1 (at a free port)");
}

/** Reads them. */
export function readWatchOptions(flags: FlagReader): WatchOptions {
  const livePort = flags.value("live", integer(0, 65_535), undefined);
  // Without a value it is on, and no text.
  return { quiet: flags.isOn("quiet"), livePort: flags.isOn("live") ? 0 : livePort };
}
