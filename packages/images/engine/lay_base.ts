import { execFile } from "node:child_process";
import { copyFile, link, mkdir, realpath } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { findTool } from "@stt-bench/toolchain";
import type { ToolName } from "@stt-bench/toolchain";

/** The repositories of our bases, and the runtime that each has. */
const RUNTIMES: Readonly<Record<string, ToolName>> = {
  "denoland/deno": "deno",
  "node": "node",
  "oven/bun": "bun",
};

/**
 * Lays out a stand-in for the base image `image` in the folder `root`: the pinned runtime where PATH
 * finds it, and those libraries of this machine that it is linked with. There is no shell, no user
 * database and nothing else, as in an image without a distribution.
 *
 * @throws {Error} for a base that has none of our runtimes.
 */
export async function layBase(image: string, root: string): Promise<void> {
  const repository = image.replace(/@.*$/, "").replace(/:[^:/]*$/, "");
  const name = RUNTIMES[repository];
  if (name === undefined) {
    const known = Object.keys(RUNTIMES).join(", ");
    throw new Error(`Cannot stand in for ${image}: expected one of ${known}`);
  }
  const { path } = await findTool(name);
  await place(path, join(root, "usr/local/bin", name));
  for (const library of await librariesOf(path)) await place(library, join(root, library));
}

/** Paths of the shared libraries of `program`, the loader among them. */
async function librariesOf(program: string): Promise<string[]> {
  const { stdout } = await promisify(execFile)("ldd", [program]);
  return [...stdout.matchAll(/(\/\S+) \(0x/g)].map(([, path]) => path!);
}

/** A second name costs nothing, where both are on one file system. Nobody writes to it. */
async function place(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  const file = await realpath(from);
  await link(file, to).catch(() => copyFile(file, to));
}
