import { access, constants } from "node:fs/promises";
import { delimiter, join } from "node:path";
import process from "node:process";

/** Every executable called `name` in a folder of PATH, in PATH's order. */
export async function* executablesOnPath(name: string): AsyncGenerator<string> {
  for (const folder of new Set((process.env["PATH"] ?? "").split(delimiter))) {
    const path = join(folder, name);
    if (await isExecutable(path)) yield path;
  }
}

/** Whether somebody may execute what is at `path`. */
export async function isExecutable(path: string): Promise<boolean> {
  return await access(path, constants.X_OK).then(() => true, () => false);
}
