/**
 * Shows coordinated omission: a gateway is stopped under load, and latencies that count from the
 * actual send do not see all of it. `--help` lists the flags, `stall_plan.ts` tells how it works.
 *
 * @module
 */
import process from "node:process";
import { ExitCode, runProgram } from "@stt-bench/program";
import { setUp } from "@stt-bench/toolchain";
import { findPrivateNetwork, NoPrivateNetwork } from "./private_network.ts";
import { parseStallOptions } from "./stall_options.ts";
import { Child } from "../programs/child.ts";
import { programCommand, tools } from "../programs/program_command.ts";
import { findVariant } from "../programs/variants.ts";

await runProgram(async (signal) => {
  const args = process.argv.slice(2);
  const { variant } = parseStallOptions(args);
  const inside = { runtime: "deno", main: "packages/bench/stall/inside.ts" } as const;
  const programs = [inside, findVariant(variant), ...Object.values(tools)];
  // Here, since from inside no download comes through.
  await setUp({ tools: [...new Set(programs.map(({ runtime }) => runtime))], signal });
  try {
    const command = [...findPrivateNetwork(), ...await programCommand(inside), ...args];
    signal.throwIfAborted();
    return await run(command as [string, ...string[]], signal);
  } catch (error) {
    if (!(error instanceof NoPrivateNetwork)) throw error;
    process.stderr.write(`${error.message}\n`);
    return ExitCode.invalid;
  }
});

async function run(command: [string, ...string[]], signal: AbortSignal): Promise<ExitCode> {
  const child = new Child({
    name: "stall",
    command,
    graceMs: 20_000,
    onStdoutLine: (line) => process.stdout.write(`${line}\n`),
    onStderrLine: (line) => process.stderr.write(`${line}\n`),
  });
  signal.addEventListener("abort", () => child.kill("SIGINT"));
  const { code } = await child.exited;
  return signal.aborted ? ExitCode.interrupted : (code ?? ExitCode.fail) as ExitCode;
}
