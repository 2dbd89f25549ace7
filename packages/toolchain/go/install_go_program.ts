import { mkdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { toolchainFolder } from "../install/find_tool.ts";
import { readVersions } from "../install/versions.ts";
import type { PinnedGoProgram } from "../install/versions.ts";
import { withLock } from "../install/with_lock.ts";
import { root as repository } from "../root.ts";
import { runCommand } from "../run_command.ts";
import { goProblem } from "./go_problem.ts";
import { goProgramFolder, locateGoProgram } from "./locate_go_program.ts";

/** How {@linkcode installGoProgram} installs. */
export interface GoInstallOptions {
  /** The folder with `versions.lock.toml`, and where `.toolchain` is; the repository if not given. */
  readonly root?: string;
  readonly signal?: AbortSignal | undefined;
  /** Hears what takes long. */
  readonly say?: (line: string) => void;
}

/**
 * The cheapest build: no C, no symbols, and no optimisation, which takes a third of the time and which
 * programs that run for a second don't miss.
 */
const FLAGS = ["-trimpath", "-ldflags=-s -w", "-gcflags=all=-N -l"];

/**
 * Builds the program `name` that `versions.lock.toml` pins into `.toolchain`, unless it is there or on
 * PATH. Go keeps what it downloads and compiles in its own caches.
 *
 * @returns the path of the executable.
 * @throws {Error} when there is no Go that can, the build fails, or another module came.
 */
export async function installGoProgram(
  name: string,
  options: GoInstallOptions = {},
): Promise<string> {
  const root = options.root ?? repository;
  const pin = (await readVersions(root)).go[name];
  if (pin === undefined) throw new Error(`Cannot install ${name}: no such program is pinned`);
  const present = await locateGoProgram(name, pin, root);
  if (present !== undefined) return present;
  const problem = await goProblem(pin.go);
  if (problem !== undefined) throw new Error(`Cannot install ${name} ${pin.version}: ${problem}`);
  await mkdir(join(root, toolchainFolder), { recursive: true });
  return await withLock(
    `${goProgramFolder(root, name, pin)}.lock`,
    () => options.say?.(`${name}: waiting for another process that builds it`),
    async () => await locateGoProgram(name, pin, root) ?? await build(name, pin, root, options),
    options.signal,
  );
}

async function build(
  name: string,
  pin: PinnedGoProgram,
  root: string,
  { signal, say }: GoInstallOptions,
): Promise<string> {
  const folder = goProgramFolder(root, name, pin);
  const partial = `${folder}.part`;
  await rm(partial, { recursive: true, force: true });
  say?.(`${name}: building ${pin.version} with Go, once; from cold caches that takes minutes`);
  const source = `${pin.package}@v${pin.version}`;
  const { exitCode, output, elapsedMs } = await runCommand("go", ["install", ...FLAGS, source], {
    cwd: root,
    signal,
    env: { GOBIN: partial, CGO_ENABLED: "0" },
  });
  signal?.throwIfAborted();
  if (exitCode !== 0) {
    throw new Error(`Cannot build ${source}: go install exited with ${exitCode}:\n${output}`);
  }
  await verify(join(partial, name), pin);
  await rename(partial, folder);
  say?.(`${name}: built in ${Math.round(elapsedMs / 1000)} s`);
  return join(folder, name);
}

/** A Go program carries the versions and checksums of the modules that are in it. */
async function verify(path: string, pin: PinnedGoProgram): Promise<void> {
  const { output } = await runCommand("go", ["version", "-m", path], { cwd: "." });
  const found = /\tmod\t(\S+)\t(\S+)\t(\S+)/.exec(output);
  const [, module, version, sum] = found ?? [];
  const isIn = `${pin.package}/`.startsWith(`${module}/`);
  if (isIn && version === `v${pin.version}` && sum === pin.sum) return;
  const got = found === null ? output.trim() : `${module} ${version} of ${sum}`;
  throw new Error(
    `Cannot use ${path}: expected ${pin.package} v${pin.version} of ${pin.sum}, got ${got}`,
  );
}
