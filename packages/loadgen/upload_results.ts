import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CollectorError, uploadFile } from "@stt-bench/collector/client";
import type { Patience } from "@stt-bench/collector/client";

/** A file that a shard leaves. */
export interface ResultFile {
  readonly name: string;
  readonly content: string | Uint8Array;
}

/**
 * Uploads the files of a shard to a run at a collector. Where that fails they are written to a new
 * folder for temporary files instead: what was measured isn't lost with the network.
 *
 * @param url of the run, e.g. `http://collector:8080/runs/run-1`
 * @throws {CollectorError} that says why, and where the files are
 */
export async function uploadResults(
  url: string,
  files: readonly ResultFile[],
  patience: Patience,
): Promise<void> {
  try {
    for (const { name, content } of files) await uploadFile(url, name, bytesOf(content), patience);
  } catch (error) {
    if (!(error instanceof CollectorError) && !patience.signal.aborted) throw error;
    const folder = await mkdtemp(join(tmpdir(), "loadgen-"));
    for (const { name, content } of files) await writeFile(join(folder, name), content);
    throw new CollectorError(`${(error as Error).message}: the results are in ${folder}`);
  }
}

function bytesOf(content: string | Uint8Array): Uint8Array {
  return typeof content === "string" ? new TextEncoder().encode(content) : content;
}
