// @ts-check
import { FrameMaker } from "./frame_maker.js";

/**
 * What an AudioWorklet's global scope has, which TypeScript's DOM library lacks.
 *
 * @typedef {object} WorkletScope
 * @property {number} sampleRate
 * @property {new () => { readonly port: MessagePort }} AudioWorkletProcessor
 * @property {(name: string, processor: new () => object) => void} registerProcessor
 */

const scope = /** @type {WorkletScope} */ (/** @type {unknown} */ (globalThis));

/**
 * Runs in the thread that renders audio: takes what its node is connected to, mixed down to one
 * channel, and posts frames for the wire. Timers of a page in the background are slowed down; this
 * thread is not, so frames keep coming every 20 ms. Any message ends it: it posts the last frames, and
 * then `null`.
 */
class FrameProcessor extends scope.AudioWorkletProcessor {
  #maker = new FrameMaker(scope.sampleRate, (frame) => this.port.postMessage(frame, [frame]));
  #hasEnded = false;

  constructor() {
    super();
    this.port.onmessage = () => {
      this.#maker.end();
      this.port.postMessage(null);
      this.#hasEnded = true;
    };
  }

  /**
   * Called for every 128 samples.
   *
   * @param {Float32Array[][]} inputs by input and channel; without channels while nothing plays
   * @returns {boolean} whether to call again
   */
  process([input]) {
    const mono = input?.[0];
    if (mono && !this.#hasEnded) this.#maker.push(mono);
    return !this.#hasEnded;
  }
}

scope.registerProcessor("frames", FrameProcessor);
