import { once } from "node:events";
import process from "node:process";
import {
  createCommand,
  describeVariables,
  effectiveValues,
  ExitCode,
  runProgram,
} from "@stt-bench/program";
import { readConfig, startCollector, variables } from "./mod.ts";

const command = createCommand(
  "collector",
  "Lets load generators on several machines start together, and takes what they have measured.",
)
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
  const collector = await startCollector(config, (line) => process.stderr.write(`${line}\n`));
  const line = { event: "listening", name: "collector", url: collector.url };
  process.stdout.write(`${JSON.stringify(line)}\n`);
  if (!signal.aborted) await once(signal, "abort");
  await collector.close();
  return ExitCode.pass;
});
