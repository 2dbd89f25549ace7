import { join } from "node:path";
import { readJsonFile } from "@stt-bench/results";
import { root } from "@stt-bench/toolchain";
import { Published } from "./published.ts";

/** Where the published results are, from the root of a checkout. */
export const PUBLISHED_FILE = "docs/results/results.json";

/**
 * Reads the published results of the checkout at `directory`.
 *
 * @throws {Error} that names the file, and what of it isn't as it should be.
 */
export function readPublished(directory: string = root): Promise<Published> {
  return readJsonFile(Published, join(directory, PUBLISHED_FILE));
}
