import { FRAME_BYTES } from "@stt-bench/protocol";
import { Buffer } from "node:buffer";
import {
  clientHeaderBytes,
  Opcode,
  randomMasks,
  writeClientFrame,
} from "../websocket/client_frame.ts";

/**
 * The audio of all sessions as ready-made WebSocket frames: a cycle of frames, which each session
 * enters at its own place and walks with the same stride, so that sending a frame costs an index.
 */
export interface FrameSource {
  /** Whole masked binary frames of one PCM frame each. */
  readonly frames: readonly Uint8Array[];
  /** Steps in {@linkcode frames} from one frame of a session to its next. */
  readonly stride: number;
  /** Place in {@linkcode frames} of the first frame of `session`. */
  firstIndex(session: number): number;
  /** The samples of frames `firstSeq … lastSeq` of `session`, contiguous. */
  samples(session: number, firstSeq: number, lastSeq: number): Int16Array;
}

/**
 * Builds `count` frames in one piece of memory, each masked with its own random key. They are
 * Buffers, because Node would wrap a plain array in a new Buffer at each write.
 */
export function wireFrames(count: number, frameAt: (index: number) => Int16Array): Uint8Array[] {
  const headerBytes = clientHeaderBytes(FRAME_BYTES);
  const memory = Buffer.alloc(count * (headerBytes + FRAME_BYTES));
  const masks = randomMasks(count);
  const frames: Uint8Array[] = [];
  let start = 0;
  for (let index = 0; index < count; index++) {
    const { buffer, byteOffset } = frameAt(index);
    const pcm = new Uint8Array(buffer, byteOffset, FRAME_BYTES);
    const mask = masks.subarray(index * 4, index * 4 + 4);
    const end = writeClientFrame(memory, start, Opcode.binary, pcm, mask);
    frames.push(memory.subarray(start, end));
    start = end;
  }
  return frames;
}
