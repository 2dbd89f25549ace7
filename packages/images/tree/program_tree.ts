import { readFile, stat } from "node:fs/promises";
import { fileURLToPath, pathToFileURL } from "node:url";
import { imported, layOut } from "./imported.ts";
import type { Imported } from "./imported.ts";
import { readModuleInfo } from "./module_info.ts";
import { referencedFiles } from "./referenced_files.ts";

/** Modules that are not asked for their imports: they have none. */
const DATA = /\.(json|txt|svg|html|css)$/;

/**
 * All that the programs at the paths `mains` run: what they import, and the files that these name with
 * `new URL("./x.ts", import.meta.url)`, with what those import in turn. `deno` is Deno's path.
 *
 * @throws {Error} when a program cannot be read, or two need different versions of a package.
 */
export async function programTree(deno: string, mains: readonly string[]): Promise<Imported> {
  const files = new Set<string>();
  const packages = new Map<string, string>();
  const waiting = mains.map((main) => pathToFileURL(main).href);
  for (let main = waiting.pop(); main !== undefined; main = waiting.pop()) {
    if (files.has(main)) continue;
    if (DATA.test(main)) {
      files.add(main);
      continue;
    }
    const part = imported(await readModuleInfo(deno, fileURLToPath(main)), main);
    for (const [name, folder] of part.packages) layOut(name, folder, packages);
    for (const file of part.files) {
      if (files.has(file)) continue;
      files.add(file);
      waiting.push(...await referencesOf(file));
    }
  }
  return { files, packages };
}

/** A folder that is named is a place to look for something, and nothing that runs. */
async function referencesOf(file: string): Promise<string[]> {
  const named = referencedFiles(await readFile(fileURLToPath(file), "utf8"), file);
  const isThere = await Promise.all(named.map(async (url) => {
    const found = await stat(fileURLToPath(url)).catch(() => undefined);
    return found?.isFile() === true;
  }));
  return named.filter((_url, i) => isThere[i]);
}
