import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { findTool, root } from "@stt-bench/toolchain";
import type { ToolName } from "@stt-bench/toolchain";
import { libraries } from "../libraries.ts";
import { run } from "../run.ts";

/** A fresh folder with all libraries installed. */
export interface Installed {
  readonly cwd: string;
  /** Variables for what runs there. */
  readonly env: Readonly<Record<string, string>>;
}

/** How each runtime's own package manager installs; npm is the one of the `node` on PATH. */
const commands: Record<ToolName, (names: readonly string[]) => readonly string[]> = {
  deno: (names) => ["add", ...names.map((name) => `npm:${name}`)],
  node: (names) => ["install", "--no-audit", "--no-fund", ...names],
  bun: (names) => ["add", ...names],
};

/** Installs all libraries for `runtime` from `registry` in a new folder below `folder`. */
export async function install(
  runtime: ToolName,
  registry: string,
  folder: string,
): Promise<Installed> {
  const cwd = join(folder, runtime);
  await mkdir(cwd, { recursive: true });
  // Deno's own kind of project has no package.json.
  if (runtime === "deno") await writeFile(join(cwd, "deno.json"), "{}");
  else await writeFile(join(cwd, "package.json"), '{ "type": "module" }');
  const cache = join(folder, `${runtime}-cache`);
  const env = {
    NPM_CONFIG_REGISTRY: registry,
    NPM_CONFIG_CACHE: cache,
    BUN_INSTALL_CACHE_DIR: cache,
    DENO_DIR: cache,
  };
  const command = runtime === "node" ? "npm" : (await findTool(runtime)).path;
  const names = libraries.map((library) => `@stt-bench/${library}`);
  await run(command, commands[runtime](names), { cwd, env });
  return { cwd, env };
}

/** Whether there is an npm on PATH: the tool-chain's Node brings none. */
export function hasNpm(): Promise<boolean> {
  return run("npm", ["--version"], { cwd: root }).then(() => true, () => false);
}
