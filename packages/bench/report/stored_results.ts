import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { Manifest, RunSummary } from "@stt-bench/results";
import * as v from "valibot";

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
  const manifest = await readJson(Manifest, join(directory, "manifest.json"));
  const summaries = new Map<string, RunSummary[]>();
  for (const { target, outcome, summary } of manifest.runs) {
    if (summary === null || outcome === "invalid" || outcome === "interrupted") continue;
    const runs = summaries.get(target) ?? [];
    summaries.set(target, [...runs, await readJson(RunSummary, join(directory, summary))]);
  }
  return { directory, manifest, summaries };
}

async function readJson<S extends v.GenericSchema>(
  schema: S,
  path: string,
): Promise<v.InferOutput<S>> {
  const result = v.safeParse(schema, parse(path, await read(path)));
  if (result.success) return result.output;
  const [issue] = result.issues;
  const field = v.getDotPath(issue) ?? "the file";
  throw new Error(
    `Cannot read ${path}: ${field}: expected ${issue.expected}, got ${issue.received}`,
  );
}

async function read(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new Error(`Cannot read ${path}: expected a file of results, got ${code}`);
  }
}

function parse(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`Cannot read ${path}: expected JSON: ${(error as Error).message}`);
  }
}
