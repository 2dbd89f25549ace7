import { Buffer } from "node:buffer";
import type { Cut } from "../pieces.ts";
import { frameOf, noiseOf } from "./frame_spec.ts";
import type { FrameSpec, Noise } from "./frame_spec.ts";

/** What one client sends after its handshake, and how. */
export interface FrameScript {
  readonly frames: readonly FrameSpec[];
  /** Bytes behind the last frame. */
  readonly tail: Noise;
  /** Bits that are turned over, by their place in all the bytes, which is counted round. */
  readonly flips: readonly number[];
  readonly cuts: readonly Cut[];
  /** How the client leaves a connection that is still open. */
  readonly leaving: "close" | "end" | "reset";
}

/** The bytes of a script. */
export function bytesOf({ frames, tail, flips }: FrameScript): Buffer {
  const bytes = Buffer.concat([...frames.map(frameOf), noiseOf(tail)]);
  for (const flip of bytes.length === 0 ? [] : flips) {
    bytes[(flip >> 3) % bytes.length]! ^= 1 << (flip & 7);
  }
  return bytes;
}
