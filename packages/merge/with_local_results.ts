import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runUrl } from "@stt-bench/collector/client";
import { read, UsageError } from "@stt-bench/program";
import { downloadRun } from "./download_run.ts";

/**
 * Calls `use` with `paths`, in which each URL of a run at a collector is replaced by a folder that its
 * files were downloaded to. The folders are deleted afterwards.
 *
 * @throws {UsageError} for an `http:` or `https:` URL that isn't one of a run
 * @throws {CollectorError} if a collector can't be reached
 */
export async function withLocalResults<T>(
  paths: readonly string[],
  signal: AbortSignal,
  use: (paths: readonly string[]) => Promise<T>,
): Promise<T> {
  const folders: string[] = [];
  const toLocal = async (path: string) => {
    if (!/^https?:/.test(path)) return path;
    const reading = read("<results>", runUrl(), path);
    if (!reading.ok) throw new UsageError([reading.problem]);
    const folder = await mkdtemp(join(tmpdir(), "merge-"));
    folders.push(folder);
    await downloadRun(reading.value, folder, signal);
    return folder;
  };
  try {
    const local: string[] = [];
    for (const path of paths) local.push(await toLocal(path));
    return await use(local);
  } finally {
    for (const folder of folders) await rm(folder, { recursive: true });
  }
}
