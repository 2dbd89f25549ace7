import { root } from "@stt-bench/toolchain";
import { Child } from "./child.ts";
import type { ChildOptions } from "./child.ts";
import type { ListeningEvent } from "./listening_event.ts";
import { programCommand, tools } from "./program_command.ts";
import type { Program } from "./program_command.ts";
import { findVariant, referenceVariant } from "./variants.ts";

/** A program that does its work and ends; a comparison needs it and never compares it. */
export type Tool = "loadgen" | "inferbench" | "conformance";

/** How to start a program. */
export interface StartOptions {
  /** Variables on top of our own environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** Flags of the runtime on top of the program's own. */
  readonly flags?: readonly string[];
  /** What to put before the command, e.g. `taskset -c 1`. */
  readonly prefix?: readonly string[];
  readonly signal?: AbortSignal;
  /** Called with each line of its log, also those that the child itself forgets. */
  readonly onLogLine?: (line: string) => void;
}

/** A server that listens. */
export interface Server {
  readonly child: Child;
  /** Its base URL, e.g. `http://127.0.0.1:12345`. */
  readonly url: string;
  readonly event: ListeningEvent;
}

/**
 * Starts the inference simulator on a free port (unless `env` sets `PORT`) and waits until it listens.
 *
 * @throws {ChildError} if it doesn't.
 */
export async function startSimulator(options: StartOptions = {}): Promise<Server> {
  return await startServer("simulator", tools.inference, options);
}

/**
 * Starts the collector on a free port (unless `env` sets `PORT`) and waits until it listens. `env` says
 * where it keeps files (`DATA_DIR`).
 *
 * @throws {ChildError} if it doesn't.
 */
export async function startCollector(options: StartOptions): Promise<Server> {
  return await startServer("collector", tools.collector, options);
}

/**
 * Starts the gateway `variant` on a free port (unless `env` sets `PORT`) and waits until it listens.
 *
 * @throws {ChildError} if it doesn't.
 */
export async function startGateway(variant: string, options: StartOptions = {}): Promise<Server> {
  const program = variant === referenceVariant.name ? referenceVariant : findVariant(variant);
  return await startServer(`gateway ${variant}`, program, options);
}

/**
 * Starts the gateway that throws frames away on a free port (unless `env` sets `PORT`) and waits
 * until it listens.
 *
 * @throws {ChildError} if it doesn't.
 */
export async function startNullGateway(options: StartOptions = {}): Promise<Server> {
  return await startServer("null gateway", tools["null-gateway"], options);
}

/** Starts a tool that does its work and ends. */
export async function startTool(
  tool: Tool,
  args: readonly string[],
  options: Partial<ChildOptions> & Pick<StartOptions, "prefix">,
): Promise<Child> {
  const { prefix = [], ...childOptions } = options;
  const command = prefixed(prefix, [...await programCommand(tools[tool]), ...args]);
  return new Child({ name: tool, cwd: root, ...childOptions, command });
}

/** The WebSocket URL of a gateway with this base URL, with TLS where that has it. */
export function sttUrl(baseUrl: string): string {
  const url = new URL("/ws/stt", baseUrl);
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  return url.href;
}

async function startServer(
  name: string,
  program: Program,
  { env, flags = [], prefix = [], signal, onLogLine }: StartOptions,
): Promise<Server> {
  const flagged = { ...program, flags: [...program.flags ?? [], ...flags] };
  const child = new Child({
    name,
    command: prefixed(prefix, await programCommand(flagged)),
    env: { HOST: "127.0.0.1", PORT: "0", ...program.env, ...env },
    cwd: root,
    onStderrLine: (line) => {
      onLogLine?.(line);
      return false;
    },
  });
  const event = await child.listening(undefined, signal);
  return { child, url: event.url, event };
}

function prefixed(prefix: readonly string[], command: readonly string[]): [string, ...string[]] {
  return [...prefix, ...command] as [string, ...string[]];
}
