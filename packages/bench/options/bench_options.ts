import { createCommand, decimal, integer, oneOf, text, url } from "@stt-bench/program";
import type { Value } from "@stt-bench/program";
import type { Command } from "commander";
import * as v from "valibot";
import { FlagReader } from "./flag_reader.ts";
import { loadProfiles, profileNames } from "../run/load_profile.ts";
import type { LoadProfile, ProfileName } from "../run/load_profile.ts";
import { runtimes } from "../programs/runtime.ts";
import { variants } from "../programs/variants.ts";
import type { Runtime } from "../programs/runtime.ts";
import type { Variant } from "../programs/variants.ts";

/** What a comparison shall do. */
export interface BenchOptions {
  readonly profile: ProfileName;
  readonly load: LoadProfile;
  readonly variants: readonly Variant[];
  /** What the folder of results is called, after the time. */
  readonly name: string;
  /** The folder that the folder of results goes into. */
  readonly outDirectory: string;
  /** Seed of the simulator's latencies. */
  readonly seed: number;
  readonly gatewayPort: number;
  /** An inference service to use in place of the simulator. */
  readonly inferenceUrl: string | undefined;
  readonly conformance: boolean;
  readonly samples: boolean;
  readonly pinning: boolean;
  readonly keepGoing: boolean;
  readonly json: boolean;
}

/** A name that is safe as a part of a file's. */
const fileName: Value<string> = v.pipe(
  v.string(),
  v.regex(/^[\w.-]+$/, "letters, digits, dots, dashes and underscores"),
);

function createBenchCommand(): Command {
  const names = variants.map(({ name }) => name).join(", ");
  return createCommand(
    "bench",
    "Runs gateways one after another under the same load and compares them.",
  )
    .option("--variants <a,b>", `gateways to compare: ${names} (default: all)`)
    .option("--runtime <name>", `all gateways of one runtime: ${runtimes.join(", ")}`)
    .option("--profile <name>", `defaults of the load: ${profileNames.join(", ")}`, "quick")
    .option("--sessions <n>", "sessions at the same time")
    .option("--ramp-up-secs <s>", "time over which the sessions start")
    .option("--session-start-spread-ms <ms>", "further spread of the starts")
    .option("--warmup-secs <s>", "time between the ramp and the measured window")
    .option("--measure-secs <s>", "length of the measured window")
    .option("--seed <n>", "seed of the simulator's latencies", "1")
    .option("--out <dir>", "folder that the folder of results goes into", "results")
    .option("--name <name>", "name of the folder of results, after the time")
    .option("--port <n>", "port of the gateways; 0 takes a free one", "0")
    .option("--inference-url <url>", "use this inference service and start no simulator")
    .option("--no-conformance", "do not check first that a gateway is conformant")
    .option("--samples", "write a CSV file with a row for each partial", true)
    .option("--no-samples", "write no CSV file")
    .option("--no-pinning", "do not pin gateway and tools to different CPUs")
    .option("--keep-going", "go on with the others when a gateway cannot be measured")
    .option("--json", "print the manifest and the summaries as JSON");
}

/**
 * Reads the arguments of the program.
 *
 * @throws {UsageError} that has one line for each wrong flag.
 */
export function parseBenchOptions(args: readonly string[]): BenchOptions {
  const parsed = createBenchCommand().parse([...args], { from: "user" });
  const flags = new FlagReader(parsed.opts());
  const profile = flags.value("profile", oneOf(profileNames), "quick");
  const runtime = flags.value("runtime", oneOf(runtimes), undefined);
  const options: BenchOptions = {
    profile,
    load: readLoad(flags, loadProfiles[profile]),
    variants: chooseVariants(flags, runtime),
    name: flags.value("name", fileName, runtime === undefined ? "bench" : `bench-${runtime}`),
    outDirectory: flags.value("out", text(), "results"),
    seed: flags.value("seed", integer(0, 2 ** 32 - 1), 1),
    gatewayPort: flags.value("port", integer(0, 65_535), 0),
    inferenceUrl: flags.value("inference-url", url(["http:"]), undefined),
    conformance: flags.isOn("conformance"),
    samples: flags.isOn("samples"),
    pinning: flags.isOn("pinning"),
    keepGoing: flags.isOn("keep-going"),
    json: flags.isOn("json"),
  };
  flags.check();
  return options;
}

function readLoad(flags: FlagReader, defaults: LoadProfile): LoadProfile {
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

function chooseVariants(flags: FlagReader, runtime: Runtime | undefined): readonly Variant[] {
  const candidates = variants.filter((variant) =>
    runtime === undefined || variant.runtime === runtime
  );
  const names = flags.value("variants", text(), undefined)?.split(",").map((name) => name.trim());
  if (names === undefined) return candidates;
  return [...new Set(names)].flatMap((name) => {
    const variant = candidates.find((variant) => variant.name === name);
    if (variant !== undefined) return [variant];
    const expected = candidates.map(({ name }) => name).join(", ");
    flags.refuse(
      `Cannot parse --variants: expected some of ${expected}, got ${JSON.stringify(name)}`,
    );
    return [];
  });
}
