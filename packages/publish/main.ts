/**
 * Measures the reference protocol and publishes what came of it. `--help` lists the flags.
 *
 * @module
 */
import { availableParallelism } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { createResultsDirectory } from "@stt-bench/bench";
import { ExitCode, runProgram, UsageError } from "@stt-bench/program";
import { findTool, root, withoutBrowser } from "@stt-bench/toolchain";
import { describeSteps } from "./protocol/describe_steps.ts";
import { readProtocol, writeProtocol } from "./protocol/protocol_file.ts";
import { parsePublishOptions } from "./protocol/publish_options.ts";
import type { PublishOptions } from "./protocol/publish_options.ts";
import type { ProtocolStep } from "./protocol/protocol_step.ts";
import { referenceProtocol } from "./protocol/reference_protocol.ts";
import { runProtocol } from "./protocol/run_protocol.ts";
import { publish } from "./publish.ts";
import { takeScreenshots } from "./take_screenshots.ts";

const mains = { bench: "packages/bench/main.ts", bracket: "packages/bench/bracket/main.ts" };

const say = (line: string) => void process.stderr.write(`${line}\n`);

await runProgram(async (signal) => {
  const options = parsePublishOptions(process.argv.slice(2));
  const steps = options.from === undefined ? await stepsOf(options) : [];
  if (options.dryRun) {
    process.stdout.write(`${describeSteps(steps, options)}\n`);
    return ExitCode.pass;
  }
  const folders = options.from ?? await measure(options, steps, signal);
  if (signal.aborted) return ExitCode.interrupted;
  const written = await publish(folders, options.into);
  process.stdout.write(`Published in ${options.into}: ${written.join(", ")}\n`);
  if (withoutBrowser === undefined) await takeScreenshots(join(options.into, "docs/report"));
  else say(`The report's screenshots are still the old ones: ${withoutBrowser}`);
  return ExitCode.pass;
});

async function stepsOf(options: PublishOptions): Promise<readonly ProtocolStep[]> {
  if (options.resume === undefined) return referenceProtocol(options, availableParallelism());
  try {
    return await readProtocol(options.resume);
  } catch (error) {
    throw new UsageError([`Cannot resume: ${(error as Error).message}`]);
  }
}

async function measure(
  { resume, out }: PublishOptions,
  steps: readonly ProtocolStep[],
  signal: AbortSignal,
): Promise<readonly string[]> {
  const directory = resume ?? await createMeasurement(out, steps);
  const { path } = await findTool("deno");
  const commandOf = (program: ProtocolStep["program"]) =>
    [path, "run", "-A", join(root, mains[program])] as const;
  const folders = await runProtocol({ steps, directory, commandOf, say, signal });
  if (signal.aborted) say(`Go on: deno task results:publish --resume ${directory}`);
  return folders;
}

/** A measurement of hours is found under its name as soon as it begins. */
async function createMeasurement(out: string, steps: readonly ProtocolStep[]): Promise<string> {
  const folder = await createResultsDirectory(out, "publish", new Date());
  await writeProtocol(folder.temporaryPath, steps);
  return await folder.finish();
}
