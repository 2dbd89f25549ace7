import { inferenceFailure } from "@stt-bench/core";
import type { InferenceFailure } from "@stt-bench/core";

/** A longer answer is none of a speech model: it is not read. */
const MAX_ANSWER_BYTES = 1024 * 1024;

/** The words at `path` of the JSON in `response`, e.g. at `results.0.transcript`. */
export async function readWords(
  response: Response,
  path: string,
): Promise<string | InferenceFailure> {
  const text = await readText(response);
  const words = text && path.split(".").reduce(member, parseJson(text));
  if (typeof words === "string" && text !== "") return words.trim();
  const got = text === undefined ? `more than ${MAX_ANSWER_BYTES} bytes` : text.slice(0, 200);
  const problem = `expected JSON with a text at ${path}, got ${got}`;
  return inferenceFailure("parse_error", problem, response.status);
}

/** At most {@linkcode MAX_ANSWER_BYTES}; undefined when there is more. */
async function readText(response: Response): Promise<string | undefined> {
  let [text, length] = ["", 0];
  const decoder = new TextDecoder();
  for await (const bytes of response.body ?? []) {
    length += bytes.length;
    if (length > MAX_ANSWER_BYTES) return undefined;
    text += decoder.decode(bytes, { stream: true });
  }
  return text + decoder.decode();
}

function member(value: unknown, name: string): unknown {
  return Object(value)[name];
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
