import { copyFile, cp, mkdir, readFile, symlink, writeFile } from "node:fs/promises";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import type { Imported } from "./imported.ts";

/** What no runtime reads of a package: types, and maps to sources that aren't there. */
const UNREAD = /\.(d\.[cm]?ts|map)$|(readme|changelog)\.md$/i;

/** A member of the workspace: its folder from the root, and the name that others import it by. */
interface Member {
  readonly folder: string;
  readonly name: string;
}

/**
 * Writes `tree` to the new folder `out`: files where they stand below `root`, npm packages into a flat
 * `node_modules`, and members of the workspace there as links, so that Node strips their types. Deno
 * finds them by the `deno.json`.
 *
 * @returns the number of files of ours.
 * @throws {Error} for a file outside of `root`, or when something cannot be written.
 */
export async function writeTree(tree: Imported, root: string, out: string): Promise<number> {
  const paths = [...tree.files].map((url) => pathBelow(root, url));
  const members = await membersOf(root, paths);
  const manifests = members.map(({ folder }) => join(folder, "package.json"));
  for (const path of [...paths, ...manifests]) {
    await mkdir(dirname(join(out, path)), { recursive: true });
    await copyFile(join(root, path), join(out, path));
  }
  for (const [name, folder] of tree.packages) {
    const filter = (path: string) => !UNREAD.test(path);
    await cp(folder, join(out, "node_modules", name), { recursive: true, filter });
  }
  for (const { folder, name } of members) await link(out, folder, name);
  const config = {
    workspace: members.map(({ folder }) => `./${folder}`),
    nodeModulesDir: "manual",
  };
  await writeFile(join(out, "deno.json"), `${JSON.stringify(config, null, 2)}\n`);
  return paths.length;
}

function pathBelow(root: string, url: string): string {
  const path = relative(root, fileURLToPath(url));
  if (path === "" || path.startsWith("..")) {
    throw new Error(`Cannot copy ${url}: expected a file below ${root}`);
  }
  return path;
}

async function membersOf(root: string, paths: readonly string[]): Promise<Member[]> {
  const folders = [...new Set(paths.map(memberFolder))].sort();
  return await Promise.all(folders.map(async (folder) => {
    const { name } = JSON.parse(await readFile(join(root, folder, "package.json"), "utf8"));
    return { folder, name };
  }));
}

/** `packages/core/mod.ts` is in `packages/core`, and `conformance/main.ts` in `conformance`. */
function memberFolder(path: string): string {
  const [first = "", second = ""] = path.split(sep);
  return first === "packages" || first === "runtimes" ? join(first, second) : first;
}

async function link(out: string, folder: string, name: string): Promise<void> {
  const path = join(out, "node_modules", name);
  await mkdir(dirname(path), { recursive: true });
  await symlink(relative(dirname(path), join(out, folder)), path);
}
