import { decimal, integer } from "@stt-bench/program";
import type { Command } from "commander";
import type { LoadProfile } from "../run/load_profile.ts";
import type { FlagReader } from "./flag_reader.ts";

/** Declares the flags that change single parts of a profile's load; how many sessions is not among them. */
export function addLoadOptions(command: Command): Command {
  return command
    .option("--ramp-up-secs <s>", "time over which the sessions start")
    .option("--session-start-spread-ms <ms>", "further spread of the starts")
    .option("--warmup-secs <s>", "time between the ramp and the measured window")
    .option("--measure-secs <s>", "length of the measured window");
}

/** Reads them, with the `defaults` of a profile. */
export function readLoadOptions(flags: FlagReader, defaults: LoadProfile): LoadProfile {
  const secs = (flag: string, min: number, fallback: number) =>
    flags.value(flag, decimal(min, 86_400), fallback);
  return {
    sessions: flags.value("sessions", integer(1, 100_000), defaults.sessions),
    rampUpSecs: secs("ramp-up-secs", 0, defaults.rampUpSecs),
    sessionStartSpreadMs: flags.value(
      "session-start-spread-ms",
      decimal(0, 60_000),
      defaults.sessionStartSpreadMs,
    ),
    warmupSecs: secs("warmup-secs", 0, defaults.warmupSecs),
    measureSecs: secs("measure-secs", 1, defaults.measureSecs),
  };
}
