import process from "node:process";
import { createCommand, describeVariables, ExitCode, runProgram } from "@stt-bench/program";
import { gatewayVariables, readConfiguration } from "./configuration.ts";
import { printLine } from "./print_line.ts";
import { serveGateway } from "./serve_gateway.ts";
import type { Variant } from "./variant.ts";
import { superviseWorkers } from "./workers/supervise_workers.ts";

/** The program `gateway:<variant>`: reads the environment, serves until it is told to stop, exits. */
export function runGateway(variant: Variant): Promise<never> {
  return runProgram(async (signal) => {
    const { printConfig } = gatewayCommand(variant).parse().opts<{ printConfig?: true }>();
    const configuration = readConfiguration(variant, process.env);
    if (printConfig) {
      await printLine(configuration);
      return ExitCode.pass;
    }
    const run = configuration.WORKERS > 1 ? superviseWorkers : serveGateway;
    return await run(variant, configuration, signal);
  });
}

function gatewayCommand(variant: Variant) {
  return createCommand(`gateway:${variant.name}`, "Streaming speech-to-text gateway.")
    .option("--print-config", "print the effective configuration as JSON and exit")
    .addHelpText("after", `\nEnvironment:\n${describeVariables(gatewayVariables(variant))}`);
}
