import type { BenchContext } from "./bench_context.ts";
import { ChildError } from "../programs/child_error.ts";
import type { Report } from "../report/progress.ts";
import { pinningPrefix } from "../machine/pinning.ts";
import { startGateway, startSimulator } from "../programs/programs.ts";
import type { Server } from "../programs/programs.ts";
import type { Variant } from "../programs/variants.ts";

/** A gateway and what it depends on. */
export interface Servers {
  readonly gateway: Server;
  /** Undefined where the inference service isn't ours. */
  readonly simulator: Server | undefined;
}

/**
 * Starts a simulator and a gateway, and runs `use` with them. Both are gone when it returns or
 * throws.
 *
 * @throws {ChildError} if one of them doesn't start, or the inference service that is not ours can't
 * be reached.
 */
export async function withServers<T>(
  context: BenchContext,
  { name }: Variant,
  report: Report,
  use: (servers: Servers) => Promise<T>,
): Promise<T> {
  const { options, pinning, signal } = context;
  const simulator = await startInference(context, report);
  try {
    report(`starting the gateway ${name}`);
    const gateway = await startGateway(name, {
      env: {
        PORT: String(options.gatewayPort),
        INFERENCE_URL: simulator?.url ?? options.inferenceUrl ?? "",
      },
      prefix: pinningPrefix(pinning, "gateway"),
      signal,
    });
    try {
      return await use({ gateway, simulator });
    } finally {
      await gateway.child.stop();
    }
  } finally {
    await simulator?.child.stop();
  }
}

async function startInference(
  { options, pinning, simulatorEnv, signal }: BenchContext,
  report: Report,
): Promise<Server | undefined> {
  if (options.inferenceUrl !== undefined) {
    await checkHealth(options.inferenceUrl, signal);
    return undefined;
  }
  report("starting the inference simulator");
  const prefix = pinningPrefix(pinning, "tools");
  return await startSimulator({ env: simulatorEnv, prefix, signal });
}

async function checkHealth(inferenceUrl: string, signal: AbortSignal): Promise<void> {
  const url = new URL("/health", inferenceUrl);
  const got = await fetch(url, { signal: AbortSignal.any([signal, AbortSignal.timeout(5000)]) })
    .then(({ status }) => `status ${status}`, (error: Error) => error.message);
  signal.throwIfAborted();
  if (got !== "status 200") {
    const summary =
      `Cannot reach the inference service: expected status 200 from ${url}, got ${got}`;
    throw new ChildError(summary, []);
  }
}
