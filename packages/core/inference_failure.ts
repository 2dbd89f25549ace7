import { ERROR_KINDS } from "@stt-bench/protocol";
import type { ErrorKind } from "@stt-bench/protocol";
import type { InferenceFailure } from "./ports.ts";

/** A failure of `kind`; `problem` says what was expected and what came. */
export function inferenceFailure(
  kind: ErrorKind,
  problem: string,
  status: number | null = null,
): InferenceFailure {
  const { stage } = ERROR_KINDS[kind];
  return { ok: false, stage, kind, message: `Cannot infer: ${problem}`, status };
}
