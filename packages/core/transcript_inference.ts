import { computeAnswer } from "@stt-bench/protocol";
import type { Inference, InferenceFailure } from "./ports.ts";
import { promisedInference } from "./promised_inference.ts";
import type { PromisedInferenceOptions } from "./promised_inference.ts";
import { DEFAULT_SESSION_SETTINGS } from "./session_settings.ts";

/** What is sent for audio without words: a `partial` must have a transcript. */
export const NO_WORDS = "…";

/** A speech model: 16-bit samples in, which it may keep or transfer to a worker, and their text out. */
export type Transcribe = (
  samples: Int16Array<ArrayBuffer>,
  signal: AbortSignal,
) => Promise<string | InferenceFailure>;

/** How {@linkcode transcriptInference} describes the audio. */
export interface TranscriptInferenceOptions extends PromisedInferenceOptions {
  /** The `cpuPasses` of the sessions' settings, by which a `partial` counts its statistics. */
  readonly cpuPasses?: number;
}

/**
 * An {@linkcode Inference} out of a model that knows nothing but words. The statistics of the audio that a
 * `partial` carries besides are computed here. Needs batches in the plain layout; rules and deadline are
 * those of {@linkcode promisedInference}.
 */
export function transcriptInference(
  transcribe: Transcribe,
  options: TranscriptInferenceOptions = {},
): Inference {
  const { cpuPasses = DEFAULT_SESSION_SETTINGS.cpuPasses } = options;
  return promisedInference(async ({ bytes }, signal) => {
    const samples = new Int16Array(bytes.slice().buffer);
    // First: the samples may be in a worker's hands afterwards.
    const statistics = computeAnswer(samples, cpuPasses);
    const result = await transcribe(samples, signal);
    if (typeof result !== "string") return result;
    return { ok: true, answer: { ...statistics, transcript: result || NO_WORDS } };
  }, options);
}
