import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { CollectorError, FILE_NAME } from "@stt-bench/collector/client";
import { reasonOf } from "@stt-bench/program";
import * as v from "valibot";

/** Names of shards' files: a run may also hold those of an earlier merge, which are left there. */
const SHARD_FILE = /\.shard-\d+-of-\d+\.(summary\.json|histograms\.json|samples\.csv)$/;

/** Well above the largest file that a collector takes by default. */
const MAX_FILE_BYTES = 512 * 1024 * 1024;

const TIMEOUT_MS = 120_000;

const Files = v.object({
  files: v.array(v.object({
    name: v.pipe(v.string(), v.regex(FILE_NAME)),
    bytes: v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(MAX_FILE_BYTES)),
  })),
});

/**
 * Downloads what the shards of a run have left at a collector.
 *
 * @param url of the run, e.g. `http://collector:8080/runs/run-1`
 * @param folder that it goes to, which must be there
 * @throws {CollectorError} if the collector can't be reached, answers with something else, or has no
 * files of shards
 * @throws the reason of `signal` when it aborts
 */
export async function downloadRun(url: string, folder: string, signal: AbortSignal): Promise<void> {
  const list = v.safeParse(Files, await get(`${url}/files`, signal, (response) => response.json()));
  if (!list.success) {
    throw new CollectorError(
      `Cannot read ${url}/files: expected a collector's list, got ${list.issues[0].message}`,
    );
  }
  const shards = list.output.files.filter(({ name }) => SHARD_FILE.test(name));
  if (shards.length === 0) {
    const others = list.output.files.length;
    throw new CollectorError(`Cannot merge ${url}: expected files of shards, got ${others} others`);
  }
  for (const { name, bytes } of shards) {
    const content = await get(`${url}/files/${encodeURIComponent(name)}`, signal, asBytes);
    if (content.byteLength !== bytes) {
      throw new CollectorError(
        `Cannot download ${name}: expected ${bytes} bytes, got ${content.byteLength}`,
      );
    }
    await writeFile(join(folder, name), content);
  }
}

const asBytes = async (response: Response) => new Uint8Array(await response.arrayBuffer());

async function get<T>(
  url: string,
  signal: AbortSignal,
  read: (response: Response) => Promise<T>,
): Promise<T> {
  try {
    const limit = AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]);
    const response = await fetch(url, { signal: limit, redirect: "error" });
    if (response.ok) return await read(response);
    await response.body?.cancel();
    throw new Error(`status ${response.status}`);
  } catch (error) {
    signal.throwIfAborted();
    // What `fetch` throws says only that it failed.
    const { cause = error } = error as Error;
    throw new CollectorError(`Cannot download ${url}: got ${reasonOf(cause)}`);
  }
}
