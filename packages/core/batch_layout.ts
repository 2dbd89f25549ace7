import { FRAME_BYTES } from "@stt-bench/protocol";

/**
 * Where the frames of a batch lie in its memory. A transport that wants room around the audio (an
 * HTTP/2 client, for its frame headers) brings its own layout and needs no copy later.
 */
export interface BatchLayout {
  /** Bytes of one frame; 640 where it doesn't say. */
  readonly frameBytes?: number;
  /** Bytes that a batch of `frames` frames takes, everything around them included. */
  byteLength(frames: number): number;
  /** Offset of the bytes of frame `index`, from 0. */
  frameOffset(index: number): number;
}

/** The audio and nothing else: frame after frame of `frameBytes`. */
export function createPlainLayout(frameBytes: number): BatchLayout {
  return {
    frameBytes,
    byteLength: (frames) => frames * frameBytes,
    frameOffset: (index) => index * frameBytes,
  };
}

/** The plain layout of frames of 640 bytes. */
export const plainLayout: BatchLayout = createPlainLayout(FRAME_BYTES);
