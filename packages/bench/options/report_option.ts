import type { Command } from "commander";
import type { FlagReader } from "./flag_reader.ts";

/** Declares the flag that turns the report off. */
export function addReportOption(command: Command): Command {
  return command.option("--no-report", "make no report of the results: no page, no pictures");
}

/** Whether a report is wanted. */
export function readReportOption(flags: FlagReader): boolean {
  return flags.isOn("report");
}
