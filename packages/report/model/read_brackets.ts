import { existsSync } from "node:fs";
import { join } from "node:path";
import {
  BracketFile,
  bracketResult,
  capacityText,
  fromBracketFile,
  isAtLeast,
  loadLevels,
  readJsonFile,
} from "@stt-bench/results";
import type { ReportBracket } from "./report_bracket.ts";

/** Name of the file that a bracket leaves behind. */
const BRACKET_FILE = "bracket.json";

/**
 * Reads what a capacity search in `directory` has found, so far or to its end; nothing if it ended
 * before its first run.
 *
 * @throws {Error} that names the file, and what is wrong with it.
 */
export async function readBrackets(directory: string): Promise<readonly ReportBracket[]> {
  const path = join(directory, BRACKET_FILE);
  if (!existsSync(path)) return [];
  const { options, searches } = fromBracketFile(await readJsonFile(BracketFile, path));
  return searches.map(({ target, history, result: found }) => {
    const result = found ?? bracketResult("unfinished", history, options);
    return {
      target,
      result,
      text: capacityText(result),
      isAtLeast: isAtLeast(result),
      points: history,
      levels: loadLevels(history, options),
    };
  });
}
