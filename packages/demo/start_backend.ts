import process from "node:process";
import { startGateway, startSimulator, sttUrl, variants } from "@stt-bench/bench";
import { STT_PATH } from "@stt-bench/protocol";
import { BALANCED } from "@stt-bench/results";
import { showSetUp } from "@stt-bench/toolchain";
import type { DemoOptions } from "./demo_options.ts";
import type { PageConfig } from "./page_config.ts";
import { RestartingGateway } from "./restarting_gateway.ts";

/** Our gateway's time to end its sessions; nobody at a demo wants to wait for the default of 10 s. */
const DRAIN_TIMEOUT_MS = "2000";

/** What stands behind the page: a gateway, and what it needs. */
export interface Backend {
  readonly config: PageConfig;
  /** What runs, a line each, for whoever started it. */
  readonly lines: readonly string[];
  /** The process of our gateway; undefined for somebody else's. */
  readonly pid?: number | undefined;
  /** Rejects when something that was started cannot go on; never resolves before the end. */
  readonly running: Promise<void>;
}

/** What a backend is started with. */
export interface BackendContext {
  /** Where the page is served: our gateway lets it in. */
  readonly origins: readonly string[];
  readonly signal: AbortSignal;
  /** Gets what must be stopped. */
  readonly stack: AsyncDisposableStack;
  /** Told what happens later on. */
  readonly onLine: (line: string) => void;
}

/**
 * Starts a gateway of ours with a simulator behind it, or makes do with what `options` name.
 *
 * @throws {ChildError} if one doesn't start.
 */
export async function startBackend(
  options: DemoOptions,
  context: BackendContext,
): Promise<Backend> {
  if (options.gateway !== undefined) return foreignBackend(options, options.gateway);
  const { variant } = options;
  const { runtime } = variants.find(({ name }) => name === variant)!;
  await showSetUp({ tools: [...new Set([runtime, "bun"] as const)], signal: context.signal });
  const simulator = await startModel(options, context);
  const gateway = await startOwnGateway(variant, simulator.url, context);
  const url = sttUrl(gateway.url);
  return {
    config: configOf(url, `the ${variant} gateway`, simulator.isOurs, options),
    lines: [
      `gateway    ${variant}, ${url}, pid ${gateway.pid} (kill it: it comes back)`,
      `inference  ${simulator.url}`,
    ],
    pid: gateway.pid,
    running: Promise.race([gateway.keepAlive(), simulator.running]),
  };
}

function foreignBackend(options: DemoOptions, gateway: string): Backend {
  const url = new URL(gateway);
  if (url.pathname === "/") url.pathname = STT_PATH;
  return {
    config: configOf(url.href, "the gateway", false, options),
    lines: [`gateway    ${url.href}`],
    running: new Promise(() => {}),
  };
}

function configOf(
  url: string,
  name: string,
  isSimulated: boolean,
  { token }: DemoOptions,
): PageConfig {
  const { name: slo, newest_p95_ms, oldest_p95_ms } = BALANCED;
  return {
    gateway_url: url,
    gateway_name: name,
    token: token ?? null,
    is_simulated: isSimulated,
    slo: { name: slo, newest_p95_ms, oldest_p95_ms },
  };
}

interface Model {
  readonly url: string;
  readonly isOurs: boolean;
  /** Rejects when it ends. */
  readonly running: Promise<void>;
}

async function startModel(
  { inferenceUrl }: DemoOptions,
  { stack, signal }: BackendContext,
): Promise<Model> {
  if (inferenceUrl !== undefined) {
    return { url: inferenceUrl, isOurs: false, running: new Promise(() => {}) };
  }
  const { child, url } = await startSimulator({ signal });
  let isStopped = false;
  stack.defer(async () => {
    isStopped = true;
    await child.stop();
  });
  const running = child.exited.then(() => {
    if (!isStopped) throw child.error("Cannot go on: expected the simulator to run, but it ended");
  });
  return { url, isOurs: true, running };
}

async function startOwnGateway(
  variant: string,
  inferenceUrl: string,
  { origins, signal, stack, onLine }: BackendContext,
): Promise<RestartingGateway> {
  const env = {
    INFERENCE_URL: inferenceUrl,
    ALLOWED_ORIGINS: [...origins, process.env["ALLOWED_ORIGINS"] ?? ""].join(","),
    DRAIN_TIMEOUT_MS: process.env["DRAIN_TIMEOUT_MS"] ?? DRAIN_TIMEOUT_MS,
  };
  const gateway = await RestartingGateway.start({
    start: (port) => startGateway(variant, { env: { ...env, PORT: String(port) }, signal }),
    onLine,
  });
  stack.defer(() => gateway.stop());
  return gateway;
}
