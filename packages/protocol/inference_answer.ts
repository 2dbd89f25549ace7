import * as v from "valibot";

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** What the model says of one batch of audio: the JSON object that `POST /infer` answers. */
export interface InferenceAnswer {
  /** Root mean square of the samples. */
  rms: number;
  /** Times that the sign changes from one sample to the next. */
  zero_crossings: number;
  /** 32-bit FNV-1a of the samples. */
  checksum: number;
  /** Samples that the model has gone over: those of the batch, times its passes. */
  samples: number;
  /** What was said; never empty. */
  transcript: string;
  /** Bytes of PCM in the batch. */
  audio_bytes: number;
}

const answer = v.strictObject({
  rms: v.pipe(v.number(), v.finite()),
  zero_crossings: count,
  checksum: count,
  samples: count,
  transcript: v.pipe(v.string(), v.nonEmpty()),
  audio_bytes: count,
});

/** Strict schema of an {@linkcode InferenceAnswer}. */
export const InferenceAnswer: v.GenericSchema<InferenceAnswer> = answer;

const answerKeys = Object.keys(answer.entries).length;

/**
 * Is `value` exactly an {@linkcode InferenceAnswer}? The same verdict as the schema (a property test
 * holds the two together) at a fraction of the cost: a gateway asks this once for every batch.
 */
export function isInferenceAnswer(value: unknown): value is InferenceAnswer {
  if (typeof value !== "object" || value === null) return false;
  const fields = value as Record<keyof InferenceAnswer, unknown>;
  if (
    !(Number.isFinite(fields.rms) && isCount(fields.zero_crossings) && isCount(fields.checksum) &&
      isCount(fields.samples) && isCount(fields.audio_bytes) &&
      typeof fields.transcript === "string" && fields.transcript.length > 0)
  ) return false;
  let keys = 0;
  for (const _ in fields) keys++;
  return keys === answerKeys;
}

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
