import { readFile } from "node:fs/promises";
import { BALANCED, parseSloProfile } from "./slo_profile.ts";
import type { SloProfile } from "./slo_profile.ts";

/**
 * The profile that `--slo` asks for: one by its name, or one in a JSON file.
 *
 * @throws {Error} when it is neither, or the file holds something else.
 */
export async function readSloProfile(nameOrPath: string): Promise<SloProfile> {
  if (nameOrPath === BALANCED.name) return BALANCED;
  let text: string;
  try {
    text = await readFile(nameOrPath, "utf8");
  } catch (error) {
    throw new Error(
      `Cannot read the SLO profile ${JSON.stringify(nameOrPath)}: expected "${BALANCED.name}" ` +
        `or a JSON file, got ${(error as Error).message}`,
    );
  }
  return parseSloProfile(text);
}
