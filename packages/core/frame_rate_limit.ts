/** A client may catch up on this many seconds of frames at once, after a stall of the network. */
const BURST_SECS = 5;

/** What sums of milliseconds may be off by: else one burst in twenty is a frame short. */
const ROUNDING_MS = 1e-3;

/**
 * Bounds the frames per second of one session: a token bucket with room for five seconds' worth, as the
 * generic cell rate algorithm (ITU-T I.371), which needs one number and no timer.
 *
 * Hot path: runs for each frame and allocates nothing.
 */
export class FrameRateLimit {
  readonly #intervalMs: number;
  readonly #burstMs: number;
  /** When the bucket will be full again. */
  #fullAtMs = -Infinity;

  /** `framesPerSecond`: 0 is no limit. */
  constructor(framesPerSecond: number) {
    this.#intervalMs = framesPerSecond === 0 ? 0 : 1000 / framesPerSecond;
    this.#burstMs = BURST_SECS * 1000 + ROUNDING_MS;
  }

  /** Takes a token for a frame that has come at `arrivalMs`; false when there is none. */
  take(arrivalMs: number): boolean {
    this.#fullAtMs = Math.max(this.#fullAtMs, arrivalMs) + this.#intervalMs;
    return this.#fullAtMs - arrivalMs <= this.#burstMs;
  }
}
