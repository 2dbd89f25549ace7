import process from "node:process";
import type { Logger } from "@logtape/logtape";
import { systemClock } from "@stt-bench/core";
import { ExitCode, UsageError } from "@stt-bench/program";
import { aborted } from "../aborted.ts";
import { buildInfo } from "../build_info.ts";
import type { BuildInfo } from "../build_info.ts";
import type { Configuration } from "../configuration.ts";
import type { GatewayProgram } from "../gateway_program.ts";
import { listenError } from "../listen_error.ts";
import { listeningUrl } from "../listening_url.ts";
import { logStartWarnings } from "../log_start_warnings.ts";
import { createLogger } from "../logger.ts";
import { memoryLimitBytes } from "../memory_limit.ts";
import { printLine } from "../print_line.ts";
import type { Variant } from "../variant.ts";
import { AdminServer } from "./admin_server.ts";
import { argumentsOfWorkers } from "./arguments_of_workers.ts";
import { claimAddress } from "./claim_address.ts";
import { relayLog } from "./relay_log.ts";
import type { RelayLine } from "./relay_log.ts";
import { shareEvenly } from "./share_evenly.ts";
import { spawnWorker } from "./spawn_worker.ts";
import { Supervisor } from "./supervisor.ts";
import type { SupervisorEvent } from "./supervisor.ts";
import type { StartWorker } from "./worker_process.ts";
import { roleVariables } from "./worker_role.ts";
import { WorkersStatus } from "./workers_status.ts";

/** Time beyond the drain's that a worker has to end by itself. */
const STOP_MARGIN_MS = 3000;

/** Serves with `WORKERS` processes that share the port, until `signal` aborts; then drains them. */
export async function superviseWorkers(
  { variant, configuration, credentials: { tls }, lines }: GatewayProgram,
  signal: AbortSignal,
): Promise<ExitCode> {
  demandSharedPorts(process.platform);
  const { HOST, PORT, ADMIN_HOST, ADMIN_PORT, WORKERS, DRAIN_TIMEOUT_MS } = configuration;
  await attempt(claimAddress, HOST, PORT);
  const admin = await attempt(AdminServer.listen, ADMIN_HOST, ADMIN_PORT);
  const log = createLogger(lines);
  logStartWarnings(configuration, log);
  const build = buildInfo(variant, configuration);
  const shares = shareEvenly(configuration.MAX_SESSIONS, WORKERS);
  const supervisor = new Supervisor({
    workers: WORKERS,
    clock: systemClock,
    startWorker: workerStarter(variant, shares, configuration, admin.url, relayLog(lines, log)),
    onEvent: (event) => logEvent(log, event),
  });
  process.on("SIGHUP", () => supervisor.reload());
  const maxMemoryBytes = memoryLimitBytes(configuration.MAX_MEMORY_BYTES);
  admin.answerWith(new WorkersStatus({ supervisor, shares, maxMemoryBytes, build, log: lines }));
  const started = supervisor.start(PORT).then((port) => {
    const url = listeningUrl(HOST, port, tls !== undefined);
    announce({ url, workers: WORKERS, admin_url: admin.url }, build, log);
  });
  await Promise.race([started, aborted(signal)]);
  await Promise.race([supervisor.failure, aborted(signal)]);
  log.info("gateway drains", { workers: WORKERS });
  const killed = await supervisor.drain(DRAIN_TIMEOUT_MS + STOP_MARGIN_MS);
  await admin.close();
  log.info("gateway stops", { workers_killed: killed });
  return killed === 0 ? ExitCode.pass : ExitCode.fail;
}

/** Elsewhere a shared port is not balanced (macOS: the last socket gets all), or unheard of. */
function demandSharedPorts(platform: string): void {
  if (platform === "linux") return;
  const problem = `Cannot share a port: expected Linux for WORKERS > 1, got ${platform}`;
  throw new UsageError([problem]);
}

async function attempt<T>(
  listen: (hostname: string, port: number) => Promise<T>,
  hostname: string,
  port: number,
): Promise<T> {
  try {
    return await listen(hostname, port);
  } catch (error) {
    throw listenError(hostname, port, error);
  }
}

function workerStarter(
  { workerFlags = [] }: Variant,
  shares: readonly number[],
  { WORKERS, MAX_INFLIGHT, MAX_MEMORY_BYTES }: Configuration,
  adminUrl: string,
  relay: RelayLine,
): StartWorker {
  const requests = shareEvenly(MAX_INFLIGHT, WORKERS);
  // Read once: later there may be no file descriptor left to read it with.
  const args = argumentsOfWorkers(workerFlags);
  const memoryBytes = Math.ceil((memoryLimitBytes(MAX_MEMORY_BYTES) ?? 0) / WORKERS);
  return (index, port, events) =>
    spawnWorker({
      args,
      env: {
        WORKERS: "1",
        PORT: String(port),
        MAX_SESSIONS: String(shares[index]),
        MAX_INFLIGHT: String(requests[index]),
        MAX_MEMORY_BYTES: String(memoryBytes),
        ...roleVariables({ index, adminUrl }),
      },
      events,
      onLogLine: (line) => relay(index, line),
    });
}

function announce(where: Record<string, unknown>, build: BuildInfo, log: Logger): void {
  printLine({ event: "listening", name: "gateway", ...where, ...build });
  log.info("gateway listens", { ...where, ...build });
}

function logEvent(log: Logger, { kind, ...worker }: SupervisorEvent): void {
  if (kind === "stopped") log.info("worker stopped", { ...worker });
  if (kind === "lost") log.warn("worker lost", { ...worker });
  if (kind === "killed") log.error("worker hangs and is killed", { ...worker });
}
