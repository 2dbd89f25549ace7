import { once } from "node:events";
import process from "node:process";
import {
  createCommand,
  describeVariables,
  effectiveValues,
  ExitCode,
  runProgram,
} from "@stt-bench/program";
import { readConfig, startSimulator, variables } from "./mod.ts";

const command = createCommand("inference", "Simulates a speech model behind POST /infer.")
  .option("--print-config", "print the configuration in force and its sources as JSON, and exit")
  .addHelpText("after", `\nEnvironment:\n${describeVariables(variables)}`);

await runProgram(async (signal) => {
  const { printConfig } = command.parse().opts<{ printConfig?: true }>();
  const config = readConfig(process.env);
  if (printConfig) {
    const values = effectiveValues(variables, process.env, config);
    process.stdout.write(`${JSON.stringify(values)}\n`);
    return ExitCode.pass;
  }
  if ("Deno" in globalThis) {
    throw new Error(
      "Cannot run on Deno: expected Node or Bun, since node:http2 of Deno 2.9 aborts the process " +
        "after a GOAWAY (denoland/deno#36788)",
    );
  }
  const simulator = await startSimulator(config);
  const line = { event: "listening", name: "inference", url: simulator.url };
  process.stdout.write(`${JSON.stringify(line)}\n`);
  if (!signal.aborted) await once(signal, "abort");
  await simulator.close();
  return ExitCode.pass;
});
