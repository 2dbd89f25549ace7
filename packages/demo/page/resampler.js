// @ts-check

/** The filter's half width, in samples at the lower of both rates. */
const HALF_WIDTH = 32;

/** Middle of the filter's slope, as a share of the lower rate: at 16 kHz the slope ends at 8 kHz. */
const CUTOFF = 7350 / 16_000;

/** Shape of the Kaiser window: what it doesn't let pass is 80 dB down. */
const KAISER_BETA = 8;

/**
 * Converts mono audio from one sample rate to another while it comes in.
 *
 * Each output sample is a weighted sum of the input around its time, by a low-pass filter (a windowed
 * sinc). Both rates are integers, so those times fall on few places between two input samples (1 for
 * 48 → 16 kHz, 160 for 44.1 → 16 kHz), and each place has its weights, computed once. Without the
 * filter everything above 8 kHz would be mirrored into speech; with it, at 16 kHz, up to 6.7 kHz passes
 * unchanged and from 8 kHz on at least 70 dB are taken away.
 */
export class Resampler {
  #step;
  #places;
  #taps;
  /** @type {Float64Array[]} */
  #weights;
  /** The last inputs, which the next outputs still need, and behind them those that come in. */
  #window;
  /** Where the next output is: an index into what comes in, and a place behind it. */
  #index;
  #place = 0;

  /**
   * @param {number} fromHz rate of the input, an integer
   * @param {number} toHz rate of the output, an integer
   */
  constructor(fromHz, toHz) {
    const common = greatestCommonDivisor(fromHz, toHz);
    this.#places = toHz / common;
    this.#step = fromHz / common;
    const lowerHz = Math.min(fromHz, toHz);
    const halfWidth = HALF_WIDTH * fromHz / lowerHz;
    this.#taps = 2 * Math.ceil(halfWidth) + 1;
    this.#weights = Array.from(
      { length: this.#places },
      (_, place) =>
        weightsAt(place / this.#places, this.#taps, halfWidth, CUTOFF * lowerHz / fromHz),
    );
    this.#window = new Float32Array(this.#taps - 1);
    this.#index = this.lookahead;
  }

  /** Input samples behind an output that it needs: push so many zeros for the last outputs. */
  get lookahead() {
    return (this.#taps - 1) / 2;
  }

  /**
   * Takes in samples, and hands each sample that comes out to `write`.
   *
   * @param {Float32Array} input
   * @param {(sample: number) => void} write
   */
  push(input, write) {
    const past = this.#taps - 1;
    const window = this.#windowFor(past + input.length);
    window.set(input, past);
    while (this.#index < input.length) {
      const weights = /** @type {Float64Array} */ (this.#weights[this.#place]);
      write(weightedSum(window, this.#index, weights));
      this.#place += this.#step;
      this.#index += Math.floor(this.#place / this.#places);
      this.#place %= this.#places;
    }
    this.#index -= input.length;
    window.copyWithin(0, input.length, past + input.length);
  }

  /**
   * The window, made longer where it is too short. As inputs are of one length, that happens once: the
   * thread that renders audio must not wait for the garbage collector.
   *
   * @param {number} length
   */
  #windowFor(length) {
    if (this.#window.length < length) {
      const longer = new Float32Array(length);
      longer.set(this.#window);
      this.#window = longer;
    }
    return this.#window;
  }
}

/**
 * @param {Float32Array} window
 * @param {number} start
 * @param {Float64Array} weights
 */
function weightedSum(window, start, weights) {
  let sum = 0;
  for (let i = 0; i < weights.length; i++) {
    sum += /** @type {number} */ (window[start + i]) * /** @type {number} */ (weights[i]);
  }
  return sum;
}

/**
 * Weights of the inputs around an output that is `fraction` of a sample behind the middle one.
 *
 * @param {number} fraction in [0, 1)
 * @param {number} taps
 * @param {number} halfWidth in input samples
 * @param {number} cutoff in cycles per input sample
 */
function weightsAt(fraction, taps, halfWidth, cutoff) {
  const middle = (taps - 1) / 2;
  const weights = Float64Array.from({ length: taps }, (_, i) => {
    const distance = i - middle - fraction;
    return sinc(2 * cutoff * distance) * kaiser(distance / halfWidth);
  });
  const sum = weights.reduce((sum, weight) => sum + weight);
  return weights.map((weight) => weight / sum);
}

/** @param {number} x */
function sinc(x) {
  return x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
}

/** @param {number} x from the middle, 0, to the edge, ±1 */
function kaiser(x) {
  return Math.abs(x) >= 1
    ? 0
    : besselI0(KAISER_BETA * Math.sqrt(1 - x * x)) / besselI0(KAISER_BETA);
}

/** @param {number} x */
function besselI0(x) {
  let sum = 1;
  for (let term = 1, k = 1; term > 1e-12 * sum; k++) {
    term *= (x / (2 * k)) ** 2;
    sum += term;
  }
  return sum;
}

/** @param {number} a @param {number} b @returns {number} */
function greatestCommonDivisor(a, b) {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
