import { BYTES_PER_SAMPLE } from "./audio_format.ts";
import type { InferenceAnswer } from "./inference_answer.ts";

const FNV_OFFSET_BASIS = 2_166_136_261;
const FNV_PRIME = 16_777_619;

const TRANSCRIPTS = [
  ..."the quick brown fox jumps over lazy dog hello world yes no".split(" "),
  ..."okay right left stop go wait ready done again now later never".split(" "),
];

/**
 * The deterministic answer that stands in for a speech model: statistics of the samples, repeated
 * for `cpuPasses` passes, and a word chosen by their checksum.
 *
 * Σx² and the crossings inside a pass are the same in each pass, so they are computed once
 * (Σx² ≤ 2³⁰ · samples stays exact in a double up to 2²³ samples); the checksum (32-bit FNV-1a over
 * 16-bit units) cannot be shortened, and is the work that the passes stand for.
 */
export function computeAnswer(samples: Int16Array, cpuPasses: number): InferenceAnswer {
  const total = samples.length * cpuPasses;
  const checksum = fnv1a(samples, cpuPasses);
  return {
    rms: total === 0 ? 0 : Math.sqrt(sumOfSquares(samples) * cpuPasses / total),
    zero_crossings: total === 0 ? 0 : zeroCrossings(samples, cpuPasses),
    checksum,
    samples: total,
    transcript: TRANSCRIPTS[checksum % TRANSCRIPTS.length]!,
    audio_bytes: samples.length * BYTES_PER_SAMPLE,
  };
}

function fnv1a(samples: Int16Array, cpuPasses: number): number {
  let hash = FNV_OFFSET_BASIS | 0;
  for (let pass = 0; pass < cpuPasses; pass++) {
    const bias = 32_768 + pass;
    for (let i = 0; i < samples.length; i++) {
      hash = Math.imul(hash ^ ((samples[i]! + bias) & 0xffff), FNV_PRIME);
    }
  }
  return hash >>> 0;
}

function sumOfSquares(samples: Int16Array): number {
  let sum = 0;
  for (let i = 0; i < samples.length; i++) sum += samples[i]! * samples[i]!;
  return sum;
}

/** Sign changes inside each pass, plus those from the end of a pass to the start of the next. */
function zeroCrossings(samples: Int16Array, cpuPasses: number): number {
  let changes = 0;
  for (let i = 1; i < samples.length; i++) changes += (samples[i]! ^ samples[i - 1]!) >>> 31;
  const atSeam = (samples[0]! ^ samples[samples.length - 1]!) >>> 31;
  return changes * cpuPasses + atSeam * (cpuPasses - 1);
}
