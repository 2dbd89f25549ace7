import * as v from "valibot";

/**
 * Parses JSON as `schema` has it.
 *
 * @param source what `text` is from, for an error: `/results/manifest.json`, `the bracket so far`
 * @throws {Error} that names the source, and the first thing in it that isn't as it should be.
 */
export function parseJson<S extends v.GenericSchema>(
  schema: S,
  text: string,
  source: string,
): v.InferOutput<S> {
  const result = v.safeParse(schema, parse(text, source));
  if (result.success) return result.output;
  const [issue] = result.issues;
  const path = v.getDotPath(issue);
  // What a check finds wrong has no expected value, but a message of its own.
  const problem = issue.expected === null
    ? issue.message
    : `expected ${issue.expected}, got ${issue.received}`;
  throw new Error(`Cannot read ${source}: ${path === null ? "" : `${path}: `}${problem}`);
}

function parse(text: string, source: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`Cannot read ${source}: expected JSON: ${(error as Error).message}`);
  }
}
