import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { publishedResults } from "./published_results.ts";
import { readManifestSet } from "./read_manifest_set.ts";
import { readSummarySets } from "./read_summary_sets.ts";
import type { ReportData } from "./report_data.ts";
import type { ResultSet } from "./result_set.ts";

/**
 * Reads folders of results: those of `bench`, `bracket` and `soak`, and folders with
 * `….summary.json` and `….samples.csv` of the existing benchmark or of the load generator alone.
 *
 * @param directories at least one, each once
 * @throws {Error} that names the first folder or file that isn't what it should be.
 */
export async function readResults(directories: readonly string[]): Promise<ReportData> {
  const sets = (await Promise.all(directories.map(readSets))).flat();
  const twice = sets.find(({ id }, i) => sets.findIndex((other) => other.id === id) !== i);
  if (twice !== undefined) {
    throw new Error(`Cannot report: expected folders with different names, got ${twice.id} twice`);
  }
  return { sets: sets.sort(byTime), published: publishedResults };
}

async function readSets(directory: string): Promise<readonly ResultSet[]> {
  const names = await list(directory);
  if (names.includes("manifest.json")) return [await readManifestSet(directory)];
  const summaries = names.filter((name) => name.endsWith(".summary.json"));
  if (summaries.length > 0) {
    return await readSummarySets(directory, summaries.map((name) => join(directory, name)));
  }
  throw new Error(
    `Cannot read ${directory}: expected a folder with manifest.json or *.summary.json, got ` +
      (names.length === 0 ? "an empty one" : `${names.length} other files`),
  );
}

async function list(directory: string): Promise<string[]> {
  try {
    return await readdir(directory);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new Error(`Cannot read ${directory}: expected a folder of results, got ${code}`);
  }
}

/** The oldest first; those without a time last, by name. */
function byTime(a: ResultSet, b: ResultSet): number {
  const [left, right] = [a, b].map(({ id, environment }) =>
    `${environment.startedAt ?? "~"} ${id}`
  );
  return left! < right! ? -1 : 1;
}
