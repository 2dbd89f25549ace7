import { rename } from "node:fs/promises";
import { join } from "node:path";
import { extract } from "tar";
import { askRuntime } from "./ask_runtime.ts";
import type { ToolName } from "./tool.ts";
import type { Pin } from "./versions.ts";

/**
 * Unpacks the npm package `archive` to the folder `target`, which appears whole, with an executable
 * that has answered with the pinned version, or not at all.
 *
 * @throws {Error} that says why the archive cannot be used.
 */
export async function unpack(
  archive: string,
  target: string,
  name: ToolName,
  pin: Pin,
): Promise<void> {
  const temporary = `${target}.unpacking`;
  await removeFolder(temporary);
  await Deno.mkdir(temporary);
  try {
    await extractPackage(archive, temporary);
    const command = join(temporary, pin.executable);
    const got = (await askRuntime(name, command))?.version ?? "no answer";
    if (got !== pin.version) {
      throw new Error(`Cannot use ${archive}: expected ${name} ${pin.version}, got ${got}`);
    }
    await removeFolder(target);
    await rename(temporary, target);
  } finally {
    await removeFolder(temporary);
  }
}

async function extractPackage(archive: string, folder: string): Promise<void> {
  try {
    await extract({ file: archive, cwd: folder, strip: 1, strict: true });
  } catch (cause) {
    throw new Error(`Cannot unpack ${archive}: ${(cause as Error).message}`, { cause });
  }
}

async function removeFolder(path: string): Promise<void> {
  await Deno.remove(path, { recursive: true }).catch((error) => {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  });
}
