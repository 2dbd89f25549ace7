import * as fc from "fast-check";
import { ERROR_KINDS } from "../error_kind.ts";
import type { ErrorKind } from "../error_kind.ts";
import type { InferenceAnswer } from "../inference_answer.ts";
import type { ErrorMessage, PartialMessage } from "../messages.ts";

const count = fc.maxSafeNat();
const positive = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER });
const finite = fc.double({ noNaN: true, noDefaultInfinity: true });
/** Durations up to 30 years. */
const milliseconds = fc.double({ min: 0, max: 1e12, noNaN: true });
/** Any text, lone surrogates, quotes and control characters included. */
const text = fc.string({
  unit: fc.integer({ min: 0, max: 0xffff }).map((c) => String.fromCharCode(c)),
});
const word = text.filter((chars) => chars.length > 0);

const answerFields = {
  rms: finite,
  zero_crossings: count,
  checksum: count,
  samples: count,
  transcript: word,
  audio_bytes: count,
};

/** Any valid answer of the inference service. */
export const inferenceAnswer: fc.Arbitrary<InferenceAnswer> = fc.record(answerFields);

/** Any valid `partial`. */
export const partialMessage: fc.Arbitrary<PartialMessage> = fc.record({
  type: fc.constant("partial" as const),
  oldest_frame_seq: positive,
  newest_frame_seq: positive,
  frames: positive,
  ...answerFields,
  cpu_passes: count,
  model_delay_ms: count,
  flush_lateness_ms: milliseconds,
  inflight_model_jobs: count,
});

const kind = fc.constantFrom(...Object.keys(ERROR_KINDS) as ErrorKind[]);

/** Any valid `error`: the stage and `retryable` go with the kind. */
export const errorMessage: fc.Arbitrary<ErrorMessage> = kind.chain((chosen) =>
  fc.record({
    type: fc.constant("error" as const),
    stage: fc.constant(ERROR_KINDS[chosen].stage),
    kind: fc.constant(chosen),
    message: text,
    oldest_frame_seq: positive,
    newest_frame_seq: positive,
    frames: positive,
    audio_bytes: count,
    oldest_age_ms: milliseconds,
    newest_age_ms: milliseconds,
    flush_lateness_ms: milliseconds,
    inference_elapsed_ms: fc.option(milliseconds),
    inflight_gateway_batches: count,
    gateway_buffer_frames: count,
    inference_status: fc.option(count),
    retryable: fc.constant(ERROR_KINDS[chosen].retryable),
  })
);
