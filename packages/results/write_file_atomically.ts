import { rename, rm, writeFile } from "node:fs/promises";
import process from "node:process";

/** The temporary name under which the file `path` is written before it gets its own. */
export function temporaryName(path: string): string {
  return `${path}.${process.pid}.tmp`;
}

/**
 * Writes a file whole or not at all: to a temporary name in the same folder, then renamed.
 *
 * @throws what the file system throws; the temporary file is gone then.
 */
export async function writeFileAtomically(path: string, content: string): Promise<void> {
  const temporary = temporaryName(path);
  try {
    await writeFile(temporary, content);
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}
