import { InferenceAnswer } from "@stt-bench/protocol";
import * as v from "valibot";

/** Longest answer that a gateway reads, in bytes. */
const MAX_ANSWER_BYTES = 64 * 1024;

/** The answer that `body` is, by the strict schema of JSON in UTF-8; undefined when it is none. */
export function strictAnswer(body: Uint8Array): InferenceAnswer | undefined {
  if (body.length > MAX_ANSWER_BYTES) return undefined;
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(body);
    const result = v.safeParse(InferenceAnswer, JSON.parse(text));
    return result.success ? result.output : undefined;
  } catch {
    return undefined;
  }
}
