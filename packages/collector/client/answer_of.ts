import * as v from "valibot";
import { CollectorError } from "./collector_error.ts";
import type { HttpAnswer } from "./http_request.ts";

/** Statuses of a collector, or of a proxy before it, after which it may answer when asked again. */
const PASSING = [429, 502, 503, 504];

const ErrorBody = v.object({ error: v.string() });

/**
 * What a collector has answered, as `schema` says.
 *
 * @param what was asked of it, for errors, e.g. `join the barrier`
 * @throws {CollectorError} if it refuses for good, or answers with something else
 * @throws {Error} if it refuses for now: it may answer when asked again
 */
export function answerOf<S extends v.GenericSchema>(
  schema: S,
  what: string,
  { status, text }: HttpAnswer,
): v.InferOutput<S> {
  const value = valueOf(text);
  if (status < 200 || status > 299) {
    const body = v.safeParse(ErrorBody, value);
    const why = `status ${status}${body.success ? `: ${body.output.error}` : ""}`;
    if (PASSING.includes(status)) throw new Error(why);
    throw new CollectorError(`Cannot ${what}: got ${why}`);
  }
  const result = v.safeParse(schema, value);
  if (result.success) return result.output;
  const problem = result.issues[0].message;
  throw new CollectorError(`Cannot ${what}: expected a collector's answer, got ${problem}`);
}

function valueOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
