import { cp, mkdir, readFile, realpath, rename, symlink, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { root } from "@stt-bench/toolchain";
import { libraries } from "../libraries.ts";
import { readManifest } from "../manifests.ts";

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
  await linkDependencies(folder);
  const filter = (path: string) => basename(path) !== "node_modules";
  for (const name of libraries) {
    await cp(join(root, "packages", name), join(folder, name), { recursive: true, filter });
    await rename(join(folder, name, "jsr.json"), join(folder, name, "deno.json"));
  }
}

/**
 * Links what the libraries depend on into `folder`, and nothing else of our `node_modules`: the
 * compiler would read all types that are there, which takes it ten seconds more.
 */
export async function linkDependencies(folder: string): Promise<void> {
  const manifests = await Promise.all(libraries.map(readManifest));
  const ours = manifests.map(({ name }) => name);
  const dependencies = manifests.flatMap(({ dependencies }) => Object.keys(dependencies));
  const links = new Map([["@types/node", await nodeTypes()]]);
  for (const name of dependencies.filter((name) => !ours.includes(name))) {
    links.set(name, await realpath(join(root, "node_modules", name)));
  }
  for (const [name, target] of links) {
    const path = join(folder, "node_modules", name);
    await mkdir(dirname(path), { recursive: true });
    await symlink(target, path);
  }
}

/** Deno checks what imports modules of Node against their types, which come with those of `ws`. */
async function nodeTypes(): Promise<string> {
  const folder = await realpath(join(root, "node_modules/@types/ws"));
  return await realpath(join(folder, "../node"));
}
