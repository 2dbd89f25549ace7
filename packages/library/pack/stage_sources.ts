import { cp, mkdir, readFile, rename, symlink, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { root } from "@stt-bench/toolchain";
import { libraries } from "../libraries.ts";

/**
 * Makes a workspace of the libraries alone in `folder`, where each one's `jsr.json` is its
 * `deno.json`: `deno pack` wants it by that name, which in our own workspace would hide the exports
 * that are for our tests.
 */
export async function stageSources(folder: string): Promise<void> {
  const { compilerOptions, fmt } = JSON.parse(await readFile(join(root, "deno.json"), "utf8"));
  const workspace = libraries.map((name) => `./${name}`);
  const config = { workspace, compilerOptions, fmt, nodeModulesDir: "manual" };
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "deno.json"), JSON.stringify(config));
  await symlink(join(root, "node_modules"), join(folder, "node_modules"));
  const filter = (path: string) => basename(path) !== "node_modules";
  for (const name of libraries) {
    await cp(join(root, "packages", name), join(folder, name), { recursive: true, filter });
    await rename(join(folder, name, "jsr.json"), join(folder, name, "deno.json"));
  }
}
