/**
 * Throws random bytes, JSON and faults at real gateways. `--help` lists the flags.
 *
 * @module
 */
import process from "node:process";
import { ExitCode, runProgram } from "@stt-bench/program";
import { setUp } from "@stt-bench/toolchain";
import { Bed } from "../bed.ts";
import { shareCompileCache } from "../run/compile_cache.ts";
import { parseCommandLine } from "./command_line.ts";
import type { CommandLine } from "./command_line.ts";
import { describeResult } from "./describe_result.ts";
import type { FuzzTarget } from "./fuzz_target.ts";
import { runTarget } from "./run_target.ts";
import type { FuzzResult } from "./run_target.ts";
import { freshSeed } from "./seed.ts";

/** Time for making a finding smaller: whoever fuzzes for long wants to read it. */
const SHRINK_MS = 60_000;

await runProgram(async (signal) => {
  const options = parseCommandLine(process.argv.slice(2));
  const { variants, targets, json } = options;
  await setUp({ signal });
  shareCompileCache();
  const results: FuzzResult[] = [];
  for (const variant of variants) {
    for (const target of targets) {
      const result = await fuzz(variant, target, options, signal);
      signal.throwIfAborted();
      results.push(result);
      (json ? process.stderr : process.stdout).write(`${describeResult(result)}\n`);
    }
  }
  if (json) process.stdout.write(`${JSON.stringify(results, null, 2)}\n`);
  const hasFailed = results.some(({ finding }) => finding !== undefined);
  return hasFailed ? ExitCode.fail : ExitCode.pass;
});

/** Each target has a simulator and a gateway of its own, whose accounts are looked at in the end. */
async function fuzz(
  variant: string,
  target: FuzzTarget,
  { seed = freshSeed(), runs, durationMs }: CommandLine,
  signal: AbortSignal,
): Promise<FuzzResult> {
  const bed = await Bed.make(variant);
  try {
    return await runTarget(target, bed, { seed, runs, durationMs, shrinkMs: SHRINK_MS, signal });
  } finally {
    await bed.end();
  }
}
