import { readFile } from "node:fs/promises";
import type * as v from "valibot";
import { parseJson } from "./parse_json.ts";

/**
 * Reads a file of results.
 *
 * @param clean what to do with its text before it is parsed
 * @throws {Error} that names the file, and what of it isn't as `schema` has it.
 */
export async function readJsonFile<S extends v.GenericSchema>(
  schema: S,
  path: string,
  clean: (text: string) => string = (text) => text,
): Promise<v.InferOutput<S>> {
  return parseJson(schema, clean(await read(path)), path);
}

async function read(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new Error(`Cannot read ${path}: expected a file of results, got ${code}`);
  }
}
