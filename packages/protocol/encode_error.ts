import { roundMs } from "./encode_partial.ts";
import type { ErrorMessage } from "./messages.ts";

/** Encodes an `error`; durations are rounded to three decimals. Errors are rare: plain `JSON.stringify`. */
export function encodeError(error: ErrorMessage): string {
  return JSON.stringify({
    ...error,
    oldest_age_ms: roundMs(error.oldest_age_ms),
    newest_age_ms: roundMs(error.newest_age_ms),
    flush_lateness_ms: roundMs(error.flush_lateness_ms),
    inference_elapsed_ms: error.inference_elapsed_ms === null
      ? null
      : roundMs(error.inference_elapsed_ms),
  });
}
