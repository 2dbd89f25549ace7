import process from "node:process";
import { setUp } from "@stt-bench/toolchain";
import { writeFileAtomically } from "@stt-bench/results";
import { join } from "node:path";
import type { BenchContext } from "./run/bench_context.ts";
import type { BenchOptions } from "./options/bench_options.ts";
import { benchVariant } from "./bench_variant.ts";
import { checkConfiguration } from "./run/check_configuration.ts";
import { configurationVariables } from "./run/configuration_variables.ts";
import { createManifest } from "./report/create_manifest.ts";
import { isOnPath, readAllowedCpus, readMachine } from "./machine/machine.ts";
import type { Manifest } from "./report/manifest.ts";
import type { VariantResult } from "./run/outcome.ts";
import { choosePinning, pinProcess } from "./machine/pinning.ts";
import { tools } from "./programs/program_command.ts";
import type { Progress } from "./report/progress.ts";
import { createResultsDirectory } from "./report/results_directory.ts";
import type { Runtime } from "./programs/runtime.ts";

/** What a comparison left behind. */
export interface BenchReport {
  readonly manifest: Manifest;
  readonly results: readonly VariantResult[];
  /** The folder with its files. */
  readonly directory: string;
}

/** Runs a whole comparison: set-up, each variant after the other, files. */
export async function runBench(
  options: BenchOptions,
  progress: Progress,
  signal: AbortSignal,
): Promise<BenchReport> {
  const startedAt = new Date();
  const versions = await setUpRuntimes(options, progress, signal);
  await checkConfiguration(options.variants);
  const folder = await createResultsDirectory(options.outDirectory, options.name, startedAt);
  const context = createContext(options, versions, folder.temporaryPath, progress, signal);
  const results: VariantResult[] = [];
  for (const variant of options.variants) {
    const result = await benchVariant(context, variant);
    results.push(result);
    const measured = result.summary !== undefined && result.outcome !== "interrupted";
    if (signal.aborted || !(measured || options.keepGoing)) break;
  }
  const manifest = await createManifest(context, results, startedAt);
  const path = join(folder.temporaryPath, "manifest.json");
  await writeFileAtomically(path, `${JSON.stringify(manifest, null, 2)}\n`);
  return { manifest, results, directory: await folder.finish() };
}

function createContext(
  options: BenchOptions,
  versions: ReadonlyMap<Runtime, string>,
  directory: string,
  progress: Progress,
  signal: AbortSignal,
): BenchContext {
  const pinning = choosePinning({
    allowedCpus: readAllowedCpus(),
    hasTaskset: isOnPath("taskset"),
    wanted: options.pinning,
  });
  pinProcess(pinning, process.pid);
  return {
    options,
    machine: readMachine(),
    pinning,
    // So many slots that the simulated GPU is never the limit.
    simulatorEnv: { MODEL_MAX_CONCURRENT: "65536", MODEL_SEED: String(options.seed) },
    environment: configurationVariables(process.env),
    versions,
    directory,
    progress,
    signal,
  };
}

/** Installs the runtimes that are missing, and gives their versions. */
async function setUpRuntimes(
  { variants }: BenchOptions,
  progress: Progress,
  signal: AbortSignal,
): Promise<ReadonlyMap<Runtime, string>> {
  const wanted = [
    ...new Set([...variants, ...Object.values(tools)].map(({ runtime }) => runtime)),
  ];
  return await progress.step("set-up", async (report) => {
    const listener = {
      step: (tool: Runtime, text: string) => report(`${tool}: ${text}`),
      waits: () => report("waiting for another set-up"),
    };
    const found = await setUp({ tools: wanted, signal, listener });
    report(found.map(({ name, version, source }) => `${name} ${version} (${source})`).join(", "));
    return new Map(found.map(({ name, version }) => [name, version]));
  });
}
