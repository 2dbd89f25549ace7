import { join } from "node:path";
import process from "node:process";
import { root as repository } from "../root.ts";
import { askRuntime } from "./ask_runtime.ts";
import { executablesOnPath, isExecutable } from "./executables_on_path.ts";
import type { Tool, ToolName } from "./tool.ts";
import { readVersions } from "./versions.ts";
import type { Pin } from "./versions.ts";

/** The folder inside the repository that pinned runtimes are installed into. */
export const toolchainFolder = ".toolchain";

/** Deno and Bun also tell a version of Node, the one that they are compatible with. */
const running: ToolName = process.versions["deno"]
  ? "deno"
  : process.versions["bun"]
  ? "bun"
  : "node";

/** Where a pinned tool is installed: `.toolchain/<tool>-<version>`. */
export function installedFolder(root: string, name: ToolName, pin: Pin): string {
  return join(root, toolchainFolder, `${name}-${pin.version}`);
}

/**
 * Finds the pinned `name`: the runtime of this process if it is the pinned one, else what `setup`
 * installed, else one of exactly the pinned version on PATH.
 *
 * @throws {Error} that says how to install it when it is nowhere.
 */
export async function findTool(name: ToolName, root: string = repository): Promise<Tool> {
  const { runtimes } = await readVersions(root);
  const tool = await locateTool(name, runtimes[name], root);
  if (tool !== undefined) return tool;
  const what = `${name} ${runtimes[name].version}`;
  throw new Error(
    `Cannot find ${what}: expected it in ${toolchainFolder} or on PATH; ` +
      "install it with `deno task setup`",
  );
}

/** Like {@linkcode findTool}, for a pin that is known; undefined when it is nowhere. */
export async function locateTool(
  name: ToolName,
  pin: Pin,
  root: string,
): Promise<Tool | undefined> {
  const { version } = pin;
  if (name === running && process.versions[name] === version) {
    return { name, version, path: process.execPath, source: "running" };
  }
  const path = join(installedFolder(root, name, pin), pin.executable);
  if (await isExecutable(path)) return { name, version, path, source: ".toolchain" };
  for await (const tool of onPath(name)) {
    if (tool.version === version) return tool;
  }
  return undefined;
}

/** Every working `name` on PATH, whatever its version, in PATH's order. */
export async function* onPath(name: ToolName): AsyncGenerator<Tool> {
  for await (const command of executablesOnPath(name)) {
    const answer = await askRuntime(name, command);
    if (answer !== undefined) yield { name, ...answer, source: "PATH" };
  }
}
