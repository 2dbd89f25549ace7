// @ts-check
import { Resampler } from "./resampler.js";

/** Samples per second on the wire. */
export const SAMPLE_RATE_HZ = 16_000;

/** Bytes of a frame: 20 ms of mono, signed 16-bit little-endian samples. */
export const FRAME_BYTES = 640;

const BYTES_PER_SAMPLE = 2;

/** Makes frames for the wire from audio of any rate, while it comes in. */
export class FrameMaker {
  #resampler;
  #onFrame;
  #frame = new DataView(new ArrayBuffer(FRAME_BYTES));
  #bytes = 0;

  /**
   * @param {number} inputHz rate of the audio that comes in, an integer
   * @param {(frame: ArrayBuffer) => void} onFrame gets each frame, to keep
   */
  constructor(inputHz, onFrame) {
    this.#resampler = new Resampler(inputHz, SAMPLE_RATE_HZ);
    this.#onFrame = onFrame;
  }

  /**
   * Takes in mono audio.
   *
   * @param {Float32Array} samples from −1 to 1; what is beyond is clipped
   */
  push(samples) {
    this.#resampler.push(samples, this.#write);
  }

  /** Ends the audio: what is still inside comes out, and silence fills up the last frame. */
  end() {
    this.push(new Float32Array(this.#resampler.lookahead));
    while (this.#bytes > 0) this.#write(0);
  }

  /** @param {number} sample */
  #write = (sample) => {
    const clipped = Math.max(-1, Math.min(1, sample));
    this.#frame.setInt16(this.#bytes, Math.round(clipped * 32_767), true);
    this.#bytes += BYTES_PER_SAMPLE;
    if (this.#bytes < FRAME_BYTES) return;
    const { buffer } = this.#frame;
    this.#frame = new DataView(new ArrayBuffer(FRAME_BYTES));
    this.#bytes = 0;
    this.#onFrame(buffer);
  };
}
