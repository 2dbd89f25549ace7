import process from "node:process";
import type { Logger } from "@logtape/logtape";
import type { Clock, SessionEnd } from "@stt-bench/core";
import { ExitCode } from "@stt-bench/program";
import { aborted } from "./aborted.ts";
import { admissionRules } from "./admission_rules.ts";
import { buildInfo } from "./build_info.ts";
import type { BuildInfo } from "./build_info.ts";
import { sessionSettings } from "./configuration.ts";
import type { Configuration } from "./configuration.ts";
import { Gateway } from "./gateway.ts";
import type { GatewayProgram } from "./gateway_program.ts";
import { listenError } from "./listen_error.ts";
import { listeningUrl } from "./listening_url.ts";
import { logStartWarnings } from "./log_start_warnings.ts";
import { createLogger } from "./logger.ts";
import { memoryLimitBytes } from "./memory_limit.ts";
import { maxConnections, maxOpenFiles } from "./open_files.ts";
import { openInference } from "./open_inference.ts";
import { printLine } from "./print_line.ts";
import { stop } from "./stop.ts";
import type { Listener, ListenOptions, Variant } from "./variant.ts";
import { watchLoopDelay } from "./watch_loop_delay.ts";
import { answerParent, readRole, tellParent } from "./workers/worker_role.ts";

/**
 * Flushes that fall due within this are one wake-up, and mostly one write. With 450 sessions 5 ms in
 * place of 1 cost 665 → 617 µs per session-second on Node, 430 → 393 on Bun, 780 → 751 on Deno.
 */
const TIMER_RESOLUTION_MS = 5;

/** What a gateway of one process is made of, and the role that its parent gave it. */
interface Parts extends GatewayProgram {
  readonly clock: Clock;
  readonly build: BuildInfo;
  readonly log: Logger;
  readonly adminUrl: string | undefined;
}

/** Serves in this process until `signal` aborts, then drains. */
export async function serveGateway(
  program: GatewayProgram,
  signal: AbortSignal,
): Promise<ExitCode> {
  const { variant, configuration, credentials: { tls }, lines } = program;
  const role = readRole(process.env);
  const log = createLogger(lines, role && { worker: role.index, pid: process.pid });
  const build = buildInfo(variant, configuration);
  const clock = variant.createClock(configuration.TICK_MS);
  const adminUrl = role?.adminUrl;
  const gateway = createGateway({ ...program, clock, build, log, adminUrl });
  if (!role) logStartWarnings(configuration, log);
  const { port } = await listen(variant, gateway, configuration, {
    clock,
    tls,
    reusePort: role !== undefined,
  });
  watchLoopDelay(clock, (delayMs) => gateway.histograms.recordLoopDelay(delayMs));
  if (role) answerParent(() => gateway.numbers);
  const url = listeningUrl(configuration.HOST, port, tls !== undefined);
  printLine({ event: "listening", name: "gateway", url, ...build });
  log.info("gateway listens", { url, ...build });
  await aborted(signal);
  log.info("gateway drains", { sessions: gateway.sessions.size });
  const late = await stop(gateway, configuration.DRAIN_TIMEOUT_MS, clock);
  log.info("gateway stops", { sessions_closed_at_deadline: late });
  if (role) await tellParent(gateway.numbers);
  return ExitCode.pass;
}

async function listen(
  variant: Variant,
  gateway: Gateway,
  configuration: Configuration,
  others: Pick<ListenOptions, "clock" | "tls" | "reusePort">,
): Promise<Listener> {
  const { HOST, PORT } = configuration;
  try {
    return await variant.serve(gateway, {
      ...others,
      hostname: HOST,
      port: PORT,
      maxMessageBytes: configuration.MAX_MESSAGE_BYTES,
      handshakeTimeoutMs: configuration.HANDSHAKE_TIMEOUT_MS,
      readIntervalMs: configuration.READ_INTERVAL_MS,
    });
  } catch (error) {
    throw listenError(HOST, PORT, error);
  }
}

function createGateway(parts: Parts): Gateway {
  const { variant, clock, configuration, credentials, lines, build, log, adminUrl } = parts;
  const { inference, layout, readNumbers } = openInference(variant, configuration, clock);
  return new Gateway({
    clock,
    inference,
    ...(layout && { layout }),
    settings: sessionSettings(configuration),
    timerResolutionMs: TIMER_RESOLUTION_MS,
    maxSessions: configuration.MAX_SESSIONS,
    maxMemoryBytes: memoryLimitBytes(configuration.MAX_MEMORY_BYTES),
    connections: {
      max: maxConnections(maxOpenFiles()),
      onShortage: (problem) => log.error("gateway turns connections away", { problem }),
      onRelief: (turnedAway) =>
        log.info("gateway turns no connection away any more", { turned_away: turnedAway }),
    },
    rules: admissionRules(configuration, credentials.tokens, log),
    build,
    readInference: readNumbers,
    log: lines,
    adminUrl,
    onSessionEnd: (end) => log.info("session ended", logProperties(end)),
    onBug: (bug) => log.error("bug", { bug }),
  });
}

function logProperties({ id, client, code, cause, frames, durationMs }: SessionEnd) {
  const { received, acknowledged, failed, dropped, discarded } = frames;
  return {
    id,
    peer: client.peer,
    code,
    cause,
    frames: { received, acknowledged, failed, dropped, discarded },
    duration_ms: Math.round(durationMs),
  };
}
