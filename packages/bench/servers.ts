import { ChildError } from "./child_error.ts";
import type { Report } from "./progress.ts";
import { pinningPrefix } from "./pinning.ts";
import type { Pinning } from "./pinning.ts";
import { startGateway, startSimulator } from "./programs.ts";
import type { Server } from "./programs.ts";

/** What {@linkcode withServers} starts. */
export interface ServersOptions {
  readonly variant: string;
  readonly gatewayPort: number;
  readonly pinning: Pinning;
  /** An inference service to use in place of the simulator. */
  readonly inferenceUrl: string | undefined;
  readonly simulatorEnv: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  readonly report: Report;
}

/** A gateway and what it depends on. */
export interface Servers {
  readonly gateway: Server;
  /** Undefined where the inference service isn't ours. */
  readonly simulator: Server | undefined;
  readonly inferenceUrl: string;
}

/**
 * Starts a simulator and a gateway, and runs `use` with them. Both are gone when it returns or
 * throws.
 *
 * @throws {ChildError} if one of them doesn't start, or the inference service that is not ours can't
 * be reached.
 */
export async function withServers<T>(
  options: ServersOptions,
  use: (servers: Servers) => Promise<T>,
): Promise<T> {
  const { pinning, signal, report } = options;
  const simulator = await startInference(options);
  try {
    const inferenceUrl = simulator?.url ?? options.inferenceUrl!;
    report(`starting the gateway ${options.variant}`);
    const gateway = await startGateway(options.variant, {
      env: { PORT: String(options.gatewayPort), INFERENCE_URL: inferenceUrl },
      prefix: pinningPrefix(pinning, "gateway"),
      signal,
    });
    try {
      return await use({ gateway, simulator, inferenceUrl });
    } finally {
      await gateway.child.stop();
    }
  } finally {
    await simulator?.child.stop();
  }
}

async function startInference(options: ServersOptions): Promise<Server | undefined> {
  const { inferenceUrl, signal, report } = options;
  if (inferenceUrl !== undefined) {
    await checkHealth(inferenceUrl, signal);
    return undefined;
  }
  report("starting the inference simulator");
  return await startSimulator({
    env: options.simulatorEnv,
    prefix: pinningPrefix(options.pinning, "tools"),
    signal,
  });
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
