import { readdir, readFile, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import * as v from "valibot";
import { FallenBarrier } from "../barrier/fallen_barrier.ts";
import { FILE_NAME } from "../names.ts";

/** Its name is no {@linkcode FILE_NAME}, so that no upload can be in its place. */
export const BARRIER_FILE = ".barrier.json";

/** What uploads are called until they are whole. */
export const PART_SUFFIX = ".part";

/** What is known of a run. */
export interface RunRecord {
  /** Bytes of each file that is whole, by name. */
  readonly files: Map<string, number>;
  barrier: FallenBarrier | undefined;
}

/**
 * Reads what is in the folder of a run, and deletes what an earlier process has begun to write.
 *
 * @throws {Error} if the folder or the barrier in it can't be read
 */
export async function readRunFolder(folder: string): Promise<RunRecord> {
  const record: RunRecord = { files: new Map(), barrier: undefined };
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (!entry.isFile()) continue;
    if (entry.name.startsWith(".") && entry.name.endsWith(PART_SUFFIX)) await rm(path);
    else if (entry.name === BARRIER_FILE) record.barrier = await readBarrier(path);
    else if (FILE_NAME.test(entry.name)) record.files.set(entry.name, (await stat(path)).size);
  }
  return record;
}

async function readBarrier(path: string): Promise<FallenBarrier> {
  const text = await readFile(path, "utf8");
  try {
    return v.parse(FallenBarrier, JSON.parse(text));
  } catch (error) {
    throw new Error(`Cannot read ${path}: expected a barrier, got ${(error as Error).message}`);
  }
}
