import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";

/** `<UTC>-<name>`, as programs call their folders when they are whole. */
const FOLDER = /^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ-(?!.*\.partial$)/;

/**
 * The newest folder of results in `parent`.
 *
 * @throws {Error} if there is none.
 */
export async function newestResults(parent: string): Promise<string> {
  const names = existsSync(parent) ? await readdir(parent) : [];
  const newest = names
    .filter((name) => FOLDER.test(name) && existsSync(join(parent, name, "manifest.json")))
    .sort()
    .at(-1);
  if (newest !== undefined) return join(parent, newest);
  throw new Error(
    `Cannot report: expected a folder of results in ${parent}/, got none; run \`deno task bench\` first`,
  );
}
