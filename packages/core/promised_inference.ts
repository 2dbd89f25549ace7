import type { Batch, Inference, InferenceResult } from "./ports.ts";

/**
 * An {@linkcode Inference} out of an async function. It must keep its own deadline, must not reject
 * for an expected failure, and settles soon when `signal` aborts; its result is then ignored.
 */
export function promisedInference(
  infer: (batch: Batch, signal: AbortSignal) => Promise<InferenceResult>,
): Inference {
  return {
    infer(batch, handler) {
      const request = new AbortController();
      infer(batch, request.signal).then(
        (result) => handler.onResult(result),
        (bug) => handler.onBug(bug),
      );
      return { cancel: () => request.abort() };
    },
  };
}
