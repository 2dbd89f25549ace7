import { Buffer } from "node:buffer";
import { encodeFrame } from "@stt-bench/conformance";
import type { ClientFrame } from "@stt-bench/conformance";
import { generatedPcm } from "@stt-bench/protocol";

/** A payload in few words, so that an example can be printed. */
export type PayloadSpec =
  /** A frame of audio, the first one of this session of the generated audio; or a part of it. */
  | { readonly audio: number; readonly from?: number; readonly to?: number }
  | { readonly text: string }
  /** Bytes, each as the character of its number. */
  | { readonly latin1: string }
  | Noise
  /** Close code and reason. */
  | { readonly code: number; readonly reason: string | Noise }
  /** So many bytes of the same value. */
  | { readonly byte: number; readonly times: number };

/** Random bytes. */
export interface Noise {
  readonly noise: number;
  readonly length: number;
}

/** One frame in few words. */
export interface FrameSpec extends Omit<ClientFrame, "payload" | "mask"> {
  readonly payload: PayloadSpec;
  /** The masking key as a number of 32 bits. */
  readonly mask: number;
}

/** The bytes of a payload. */
export function payloadOf(spec: PayloadSpec): Buffer {
  if ("audio" in spec) {
    return Buffer.from(generatedPcm(spec.audio, 1, 1).buffer).subarray(spec.from, spec.to);
  }
  if ("latin1" in spec) return Buffer.from(spec.latin1, "latin1");
  if ("text" in spec) return Buffer.from(spec.text);
  if ("noise" in spec) return noiseOf(spec);
  if ("times" in spec) return Buffer.alloc(spec.times, spec.byte);
  const reason = typeof spec.reason === "string" ? Buffer.from(spec.reason) : noiseOf(spec.reason);
  return Buffer.concat([Buffer.of(spec.code >> 8, spec.code & 255), reason]);
}

/** The bytes of a noise: those of a linear congruential generator (Numerical Recipes). */
export function noiseOf({ noise, length }: Noise): Buffer {
  const bytes = Buffer.alloc(length);
  let state = noise;
  for (let i = 0; i < length; i++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    bytes[i] = state >>> 24;
  }
  return bytes;
}

/** The bytes of a frame. */
export function frameOf({ payload, mask, ...rest }: FrameSpec): Buffer {
  const key = Buffer.alloc(4);
  key.writeUInt32BE(mask);
  return encodeFrame({ ...rest, payload: payloadOf(payload), mask: key });
}
