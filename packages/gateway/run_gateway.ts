import process from "node:process";
import { systemClock } from "@stt-bench/core";
import { createCommand, describeVariables, ExitCode, runProgram } from "@stt-bench/program";
import { describeConfiguration, gatewayVariables, readConfiguration } from "./configuration.ts";
import { readCredentials } from "./credentials.ts";
import { firstOf } from "./first_of.ts";
import { LineQueue } from "./line_queue.ts";
import { stderrWriter } from "./logger.ts";
import { printLine } from "./print_line.ts";
import { serveGateway } from "./serve_gateway.ts";
import type { Variants } from "./variant.ts";
import { superviseWorkers } from "./workers/supervise_workers.ts";

/** Time for the last lines of the log to be read. */
const FLUSH_TIMEOUT_MS = 500;

/**
 * The program `gateway:<variant>`: reads the environment, serves until it is told to stop, exits.
 * `SOCKETS` says which of the `variants` it is.
 */
export function runGateway(variants: Variants): Promise<never> {
  return runProgram(async (signal) => {
    const { printConfig } = gatewayCommand(variants).parse().opts<{ printConfig?: true }>();
    const configuration = readConfiguration(variants, process.env);
    if (printConfig) {
      await printLine(describeConfiguration(variants, process.env, configuration));
      return ExitCode.pass;
    }
    const credentials = readCredentials(configuration);
    const variant = variants[configuration.SOCKETS]!;
    const lines = new LineQueue(variant.writeLog ?? stderrWriter());
    const run = configuration.WORKERS > 1 ? superviseWorkers : serveGateway;
    try {
      return await run({ variant, configuration, credentials, lines }, signal);
    } finally {
      await firstOf(lines.flush(), FLUSH_TIMEOUT_MS, systemClock);
    }
  });
}

function gatewayCommand(variants: Variants) {
  const [first, ...others] = Object.keys(variants);
  const chosen = others.find((name) => name === process.env["SOCKETS"]) ?? first!;
  const variables = describeVariables(gatewayVariables(variants, chosen));
  return createCommand(
    `gateway:${variants[chosen]!.name}`,
    "Streaming speech-to-text gateway.",
  )
    .option("--print-config", "print the configuration in force and its sources as JSON, and exit")
    .addHelpText("after", `\nEnvironment:\n${variables}`);
}
