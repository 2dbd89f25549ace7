import { readFile } from "node:fs/promises";
import * as v from "valibot";

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
  const result = v.safeParse(schema, parse(path, clean(await read(path))));
  if (result.success) return result.output;
  const [issue] = result.issues;
  const field = v.getDotPath(issue) ?? "the file";
  const problem = issue.expected === null
    ? issue.message
    : `expected ${issue.expected}, got ${issue.received}`;
  throw new Error(`Cannot read ${path}: ${field}: ${problem}`);
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
