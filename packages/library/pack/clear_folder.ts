import { access, mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";

/**
 * Makes `folder` an empty one. What an earlier call of `pack` has left there is removed, and nothing
 * else.
 *
 * @throws {Error} when something else is there.
 */
export async function clearFolder(folder: string): Promise<void> {
  const entries = await readdir(folder).catch((error) => {
    if (error.code === "ENOENT") return [];
    throw error;
  });
  const isOurs = await access(join(folder, "mod.js")).then(() => true, () => false);
  if (entries.length > 0 && !isOurs) {
    const got = `got one without mod.js that holds ${entries[0]}`;
    throw new Error(`Cannot clear ${folder}: expected a folder that pack has made, ${got}`);
  }
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
}
