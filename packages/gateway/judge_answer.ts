import { inferenceFailure } from "@stt-bench/core";
import type { InferenceResult } from "@stt-bench/core";
import { errorKindOfStatus, isInferenceAnswer } from "@stt-bench/protocol";

/** How much of a wrong answer an error message quotes. */
const EXCERPT_LENGTH = 120;

/** Checks an HTTP response of the inference service. */
export function judgeAnswer(response: { status: number; body: string }): InferenceResult {
  const { status, body } = response;
  if (status !== 200) {
    const problem = `expected status 200, got ${status}`;
    return inferenceFailure(errorKindOfStatus(status), problem, status);
  }
  const answer = parseJson(body);
  if (isInferenceAnswer(answer)) return { ok: true, answer };
  const excerpt = JSON.stringify(body.slice(0, EXCERPT_LENGTH));
  return inferenceFailure("parse_error", `expected an answer of the model, got ${excerpt}`, status);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
