import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import process from "node:process";
import { root as repository } from "../root.ts";
import { locateTool, toolchainFolder } from "./find_tool.ts";
import { installTool } from "./install_tool.ts";
import { toolNames } from "./tool.ts";
import type { Tool, ToolName } from "./tool.ts";
import { readVersions } from "./versions.ts";
import type { Versions } from "./versions.ts";
import { withLock } from "./with_lock.ts";

/** Hears what {@linkcode setUp} does. */
export interface SetUpListener {
  /** A tool's set-up comes to its next step, told in a sentence. */
  step?(tool: ToolName, text: string): void;
  /** Bytes of a tool have arrived. `totalBytes` is NaN when the server doesn't tell. */
  progress?(tool: ToolName, doneBytes: number, totalBytes: number): void;
  /** Another set-up holds the lock. */
  waits?(): void;
  /** A tool is there: it `isNew`, or was there already while another one was not. */
  ready?(tool: Tool, isNew: boolean): void;
}

/** What {@linkcode setUp} sets up. */
export interface SetUpOptions {
  /** The folder with `versions.lock.toml`, and where `.toolchain` is; the repository if not given. */
  readonly root?: string;
  /** All of them if not given. */
  readonly tools?: readonly ToolName[] | undefined;
  /** Base URL of an npm registry; `npm_config_registry` of the environment if not given. */
  readonly registry?: string | undefined;
  readonly signal?: AbortSignal;
  readonly listener?: SetUpListener;
}

/**
 * Installs the pinned runtimes that this machine doesn't have, and resolves to all that were asked
 * for. Safe to run twice, or twice at once: the second one waits for the first.
 *
 * @throws {Error} with one line that says what could not be installed and why.
 */
export async function setUp(options: SetUpOptions = {}): Promise<Tool[]> {
  const root = options.root ?? repository;
  const names = options.tools ?? toolNames;
  const versions = await readVersions(root);
  const present = await locateAll(names, versions, root);
  if (present.every((tool) => tool !== undefined)) return present;
  const folder = join(root, toolchainFolder);
  await mkdir(folder, { recursive: true });
  return await withLock(
    join(folder, "lock"),
    () => options.listener?.waits?.(),
    () => settleAll(names.map((name) => ensure(name, versions, root, options))),
    options.signal,
  );
}

/** Like `Promise.all`, but leaves none running, and an error tells of all that failed. */
async function settleAll<T>(promises: Promise<T>[]): Promise<T[]> {
  const results = await Promise.allSettled(promises);
  const reasons = results.filter((result) => result.status === "rejected").map((r) => r.reason);
  if (reasons.length > 0) throw new Error(reasons.map((reason) => reason.message).join("\n"));
  return Promise.all(promises);
}

function locateAll(
  names: readonly ToolName[],
  versions: Versions,
  root: string,
): Promise<(Tool | undefined)[]> {
  return Promise.all(names.map((name) => locateTool(name, versions.runtimes[name], root)));
}

/** Looks again, now that the lock is held: the process that held it may have installed the tool. */
async function ensure(
  name: ToolName,
  versions: Versions,
  root: string,
  { listener, registry = registryOfEnvironment(), signal }: SetUpOptions,
): Promise<Tool> {
  const pin = versions.runtimes[name];
  const present = await locateTool(name, pin, root);
  if (present !== undefined) {
    listener?.ready?.(present, false);
    return present;
  }
  await installTool(name, pin, {
    root,
    registry,
    signal,
    step: (text) => listener?.step?.(name, text),
    progress: (doneBytes, totalBytes) => listener?.progress?.(name, doneBytes, totalBytes),
  });
  const tool = await locateTool(name, pin, root);
  if (tool === undefined) throw new Error(`Cannot find ${name} where it was installed just now`);
  listener?.ready?.(tool, true);
  return tool;
}

function registryOfEnvironment(): string | undefined {
  return process.env["npm_config_registry"] ?? process.env["NPM_CONFIG_REGISTRY"];
}
