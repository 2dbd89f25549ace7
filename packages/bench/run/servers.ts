import { createLimitedGroup } from "../limits/create_limited_group.ts";
import type { LimitedGroup } from "../limits/limited_group.ts";
import { pinningPrefix } from "../machine/pinning.ts";
import { ChildError } from "../programs/child_error.ts";
import type { Child } from "../programs/child.ts";
import type { ListeningEvent } from "../programs/listening_event.ts";
import { startGateway, startSimulator, sttUrl } from "../programs/programs.ts";
import type { Server } from "../programs/programs.ts";
import type { Report } from "./progress.ts";
import { baseUrl } from "./base_url.ts";
import { limitsOf } from "./limits_of.ts";
import type { RunContext } from "./run_context.ts";
import type { OwnTarget, Target } from "./target.ts";

/** A gateway under load and what it depends on. */
export interface Servers {
  readonly gateway: ServedGateway;
  /** Undefined where the inference service isn't ours. */
  readonly simulator: Server | undefined;
  /** Base URL of the inference service; undefined where only the gateway knows it. */
  readonly inferenceUrl: string | undefined;
}

/** A gateway that listens. */
export interface ServedGateway {
  /** Its WebSocket endpoint. */
  readonly url: string;
  /** Base URL of its health and metrics. */
  readonly adminUrl: string;
  /** Its process, all of whose children belong to it; undefined where it isn't known. */
  readonly pid: number | undefined;
  /** Undefined where it isn't ours. */
  readonly child: Child | undefined;
  /** What it says of itself; undefined where it isn't ours. */
  readonly event: ListeningEvent | undefined;
  /** The group that limits it; undefined where nothing does. */
  readonly group: LimitedGroup | undefined;
}

/**
 * Starts what `target` needs and runs `use` with it. What was started is gone when it returns or
 * throws.
 *
 * @throws {ChildError} if a program doesn't start, or an inference service that is not ours can't be
 * reached.
 * @throws {LimitsUnavailable} if the gateway's limits can't be set here.
 */
export async function withServers<T>(
  context: RunContext,
  target: Target,
  simulatorEnv: Readonly<Record<string, string>>,
  report: Report,
  use: (servers: Servers) => Promise<T>,
): Promise<T> {
  if (target.kind === "foreign") return await use(foreignServers(context, target));
  const simulator = await startInference(context, simulatorEnv, report);
  const inferenceUrl = simulator?.url ?? context.conditions.inferenceUrl!;
  try {
    report(`starting the gateway ${target.label}`);
    return await withGateway(
      context,
      target,
      inferenceUrl,
      (gateway) => use({ gateway, simulator, inferenceUrl }),
    );
  } finally {
    await simulator?.child.stop();
  }
}

function foreignServers(
  { conditions }: RunContext,
  { url, pid }: Extract<Target, { kind: "foreign" }>,
): Servers {
  return {
    gateway: {
      url,
      adminUrl: baseUrl(url),
      pid,
      child: undefined,
      event: undefined,
      group: undefined,
    },
    simulator: undefined,
    inferenceUrl: conditions.inferenceUrl,
  };
}

async function withGateway<T>(
  context: RunContext,
  { variant, workers }: OwnTarget,
  inferenceUrl: string,
  use: (gateway: ServedGateway) => Promise<T>,
): Promise<T> {
  const { conditions, pinning, signal } = context;
  const { cpuPasses, gatewayPort, gatewayCpus } = conditions;
  const limits = limitsOf(conditions);
  const group = limits && createLimitedGroup(limits);
  try {
    const { child, url, event } = await startGateway(variant.name, {
      env: {
        PORT: String(gatewayPort),
        INFERENCE_URL: inferenceUrl,
        WORKERS: String(workers),
        ...(cpuPasses === undefined ? {} : { CPU_PASSES: String(cpuPasses) }),
      },
      prefix: [
        ...pinningPrefix(pinning, "gateway", gatewayCpus ?? workers),
        ...(group?.prefix ?? []),
      ],
      signal,
    });
    const adminUrl = event.admin_url ?? url;
    try {
      return await use({ url: sttUrl(url), adminUrl, pid: child.pid, child, event, group });
    } finally {
      await child.stop();
    }
  } finally {
    group?.remove();
  }
}

async function startInference(
  { conditions, pinning, signal }: RunContext,
  env: Readonly<Record<string, string>>,
  report: Report,
): Promise<Server | undefined> {
  if (conditions.inferenceUrl !== undefined) {
    await checkHealth(conditions.inferenceUrl, signal);
    return undefined;
  }
  report("starting the inference simulator");
  const prefix = pinningPrefix(pinning, "simulator");
  return await startSimulator({ env, prefix, signal });
}

async function checkHealth(inferenceUrl: string, signal: AbortSignal): Promise<void> {
  const url = new URL("/health", inferenceUrl);
  const got = await statusOf(url, AbortSignal.any([signal, AbortSignal.timeout(5000)]));
  signal.throwIfAborted();
  if (got !== "status 200") {
    const summary =
      `Cannot reach the inference service: expected status 200 from ${url}, got ${got}`;
    throw new ChildError(summary, []);
  }
}

async function statusOf(url: URL, signal: AbortSignal): Promise<string> {
  try {
    const response = await fetch(url, { signal });
    await response.body?.cancel();
    return `status ${response.status}`;
  } catch (error) {
    return (error as Error).message;
  }
}
