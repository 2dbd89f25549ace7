import process from "node:process";
import type { Logger } from "@logtape/logtape";
import type { SessionEnd } from "@stt-bench/core";
import { createCommand, describeVariables, ExitCode, runProgram } from "@stt-bench/program";
import {
  gatewayVariables,
  inferenceEndpoint,
  readConfiguration,
  sessionSettings,
} from "./configuration.ts";
import type { Configuration } from "./configuration.ts";
import { Gateway } from "./gateway.ts";
import { InferenceClient } from "./inference_client.ts";
import { createLogger } from "./logger.ts";
import type { BuildInfo } from "./metrics.ts";
import { stop } from "./stop.ts";
import type { Listener, Variant } from "./variant.ts";

/**
 * Flushes that fall due within this are one wake-up, and mostly one write. With 450 sessions 5 ms in
 * place of 1 cost 665 → 617 µs per session-second on Node, 430 → 393 on Bun, 780 → 751 on Deno.
 */
const TIMER_RESOLUTION_MS = 5;

/** The program `gateway:<variant>`: reads the environment, serves until it is told to stop, exits. */
export function runGateway(variant: Variant): Promise<never> {
  return runProgram(async (signal) => {
    const { printConfig } = gatewayCommand(variant).parse().opts<{ printConfig?: true }>();
    const configuration = readConfiguration(variant, process.env);
    if (printConfig) printLine(configuration);
    else await serve(variant, configuration, signal);
    return ExitCode.pass;
  });
}

function gatewayCommand(variant: Variant) {
  return createCommand(`gateway:${variant.name}`, "Streaming speech-to-text gateway.")
    .option("--print-config", "print the effective configuration as JSON and exit")
    .addHelpText("after", `\nEnvironment:\n${describeVariables(gatewayVariables(variant))}`);
}

async function serve(
  variant: Variant,
  configuration: Configuration,
  signal: AbortSignal,
): Promise<void> {
  const log = createLogger();
  const build = buildInfo(variant, configuration);
  const gateway = createGateway(variant, configuration, build, log);
  const { port } = await listen(variant, gateway, configuration);
  const url = `http://${connectableHost(configuration.HOST)}:${port}`;
  printLine({ event: "listening", name: "gateway", url, ...build });
  log.info("gateway listens", { url, ...build });
  await aborted(signal);
  log.info("gateway drains", { sessions: gateway.sessions.size });
  const late = await stop(gateway, configuration.DRAIN_TIMEOUT_MS, variant.clock);
  log.info("gateway stops", { sessions_closed_at_deadline: late });
}

async function listen(
  variant: Variant,
  gateway: Gateway,
  { HOST, PORT, MAX_MESSAGE_BYTES }: Configuration,
): Promise<Listener> {
  try {
    return await variant.serve(gateway, {
      hostname: HOST,
      port: PORT,
      maxMessageBytes: MAX_MESSAGE_BYTES,
    });
  } catch (error) {
    const { code, message } = error as Error & { code?: string };
    const expected = "an address of this machine and a free port";
    throw new Error(
      `Cannot listen on ${HOST}:${PORT}: expected ${expected}, got ${code ?? message}`,
    );
  }
}

function createGateway(
  variant: Variant,
  configuration: Configuration,
  build: BuildInfo,
  log: Logger,
): Gateway {
  const { clock, inferenceClients } = variant;
  const client = inferenceClients[configuration.INFERENCE_CLIENT]!;
  return new Gateway({
    clock,
    inference: new InferenceClient({
      transport: client.open(inferenceEndpoint(configuration)),
      clock,
      timeoutMs: configuration.INFERENCE_TIMEOUT_MS,
    }),
    settings: sessionSettings(configuration),
    timerResolutionMs: TIMER_RESOLUTION_MS,
    maxSessions: configuration.MAX_SESSIONS,
    build,
    onSessionEnd: (end) => log.info("session ended", logProperties(end)),
    onBug: (bug) => log.error("bug", { bug }),
  });
}

function buildInfo(variant: Variant, configuration: Configuration): BuildInfo {
  return {
    variant: variant.name,
    runtime: variant.runtime.name,
    version: variant.runtime.version,
    inference_client: configuration.INFERENCE_CLIENT,
    inference_protocol: variant.inferenceClients[configuration.INFERENCE_CLIENT]!.protocol,
  };
}

function logProperties({ durationMs, frames, ...end }: SessionEnd): Record<string, unknown> {
  const { received, acknowledged, failed, dropped, discarded } = frames;
  return {
    ...end,
    frames: { received, acknowledged, failed, dropped, discarded },
    duration_ms: Math.round(durationMs),
  };
}

function printLine(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}

/** A host that a client on this machine can connect to. */
function connectableHost(host: string): string {
  if (host === "0.0.0.0") return "127.0.0.1";
  if (host === "::") return "[::1]";
  return host.includes(":") ? `[${host}]` : host;
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
