import { readFileSync } from "node:fs";
import { UsageError } from "@stt-bench/program";

/**
 * The text of the file that `variable` names.
 *
 * @throws {UsageError} when it can't be read.
 */
export function readFileOf(variable: string, file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    const { code, message } = error as Error & { code?: string };
    const got = `${code ?? message} at ${JSON.stringify(file)}`;
    throw new UsageError([`Cannot read ${variable}: expected a readable file, got ${got}`]);
  }
}
