import { readFile } from "node:fs/promises";
import { join } from "node:path";

/** Those of `pages` that aren't what stands in `folder`, by name. */
export async function changedPages(
  folder: string,
  pages: ReadonlyMap<string, string>,
): Promise<ReadonlyMap<string, string>> {
  const changed = new Map<string, string>();
  for (const [name, content] of pages) {
    if (await read(join(folder, name)) !== content) changed.set(name, content);
  }
  return changed;
}

async function read(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}
