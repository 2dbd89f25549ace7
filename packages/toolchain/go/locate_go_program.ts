import { join } from "node:path";
import { executablesOnPath, isExecutable } from "../install/executables_on_path.ts";
import { toolchainFolder } from "../install/find_tool.ts";
import type { PinnedGoProgram } from "../install/versions.ts";
import { runCommand } from "../run_command.ts";

/** Where a program that Go built is installed: `.toolchain/<name>-<version>`. */
export function goProgramFolder(root: string, name: string, { version }: PinnedGoProgram): string {
  return join(root, toolchainFolder, `${name}-${version}`);
}

/**
 * Finds the program `name`, as it is pinned: what was built into `.toolchain`, else a release of
 * exactly that version on PATH.
 *
 * @returns its path; undefined when it is nowhere.
 */
export async function locateGoProgram(
  name: string,
  pin: PinnedGoProgram,
  root: string,
): Promise<string | undefined> {
  const built = join(goProgramFolder(root, name, pin), name);
  if (await isExecutable(built)) return built;
  for await (const path of executablesOnPath(name)) {
    if (await versionOf(path) === `v${pin.version}`) return path;
  }
  return undefined;
}

/** Only releases tell their whole version: what `go install` builds knows no more than `v3.22`. */
async function versionOf(path: string): Promise<string> {
  const args = ["version", "--template", "{{.Version}}"];
  return (await runCommand(path, args, { cwd: "." })).output.trim();
}
