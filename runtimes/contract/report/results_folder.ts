import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { readJsonFile, writeFileAtomically } from "@stt-bench/results";
import { contractVariants } from "../contract_variants.ts";
import { VariantResults } from "./variant_results.ts";

/** Where each run leaves its results, one file a variant. `deno task test` clears it first. */
export const resultsFolder: string = fileURLToPath(
  new URL("../../../results/contract/", import.meta.url),
);

/** Writes the results of a variant to `folder`, over those of an earlier run. */
export async function writeResults(
  results: VariantResults,
  folder: string = resultsFolder,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  const text = `${JSON.stringify(results, null, 2)}\n`;
  await writeFileAtomically(join(folder, `${results.variant}.json`), text);
}

/**
 * Reads the results in `folder` of those variants that have some, in the order of tables.
 *
 * @throws {Error} that names the file when one holds anything else.
 */
export async function readResults(folder: string = resultsFolder): Promise<VariantResults[]> {
  const read = await Promise.all(contractVariants.map(({ name }) => readFileOf(folder, name)));
  return read.filter((results) => results !== undefined);
}

async function readFileOf(folder: string, variant: string): Promise<VariantResults | undefined> {
  const path = join(folder, `${variant}.json`);
  if (!existsSync(path)) return undefined;
  const results = await readJsonFile(VariantResults, path);
  if (results.variant === variant) return results;
  throw new Error(
    `Cannot read ${path}: expected results of ${variant}, got those of ${results.variant}`,
  );
}
