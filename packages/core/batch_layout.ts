import { FRAME_BYTES } from "@stt-bench/protocol";

/**
 * Where the frames of a batch lie in its memory. A transport that wants room around the audio (an
 * HTTP/2 client, for its frame headers) brings its own layout and needs no copy later.
 */
export interface BatchLayout {
  /** Bytes that a batch of `frames` frames takes, everything around them included. */
  byteLength(frames: number): number;
  /** Offset of the 640 bytes of frame `index`, from 0. */
  frameOffset(index: number): number;
}

/** The audio and nothing else: frame after frame. */
export const plainLayout: BatchLayout = {
  byteLength: (frames) => frames * FRAME_BYTES,
  frameOffset: (index) => index * FRAME_BYTES,
};
