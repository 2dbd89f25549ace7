import { join } from "node:path";
import { Manifest, readJsonFile, RunSummary } from "@stt-bench/results";

/** A folder of results, read back. */
export interface StoredResults {
  readonly directory: string;
  readonly manifest: Manifest;
  /** The summaries of each target's runs that passed or failed, in their order. */
  readonly summaries: ReadonlyMap<string, readonly RunSummary[]>;
}

/**
 * Reads the folder that a bench has left.
 *
 * @throws {Error} that names the first file that isn't there, or isn't what it should be.
 */
export async function readStoredResults(directory: string): Promise<StoredResults> {
  const manifest = await readJsonFile(Manifest, join(directory, "manifest.json"));
  const summaries = new Map<string, RunSummary[]>();
  for (const { target, outcome, summary } of manifest.runs) {
    if (summary === null || outcome === "invalid" || outcome === "interrupted") continue;
    const runs = summaries.get(target) ?? [];
    summaries.set(target, [...runs, await readJsonFile(RunSummary, join(directory, summary))]);
  }
  return { directory, manifest, summaries };
}
