// @ts-check

/** @import { AudioSource } from "./audio_source.js" */

/**
 * @typedef {object} FrameListener
 * @property {(frame: ArrayBuffer) => void} onFrame gets 640 bytes every 20 ms
 * @property {() => void} onBlocked the browser waits for a click or a key before audio may begin
 * @property {() => void} onEnd the source has come to its end, and every frame of it is out
 */

/** Frames for the wire from a source of audio, in real time. */
export class FrameStream {
  #context;
  #source;
  #worklet;
  #isStarted = false;

  /**
   * @param {AudioContext} context
   * @param {AudioSource} source
   * @param {FrameListener} listener
   */
  constructor(context, source, { onFrame, onEnd }) {
    this.#context = context;
    this.#source = source;
    this.#worklet = new AudioWorkletNode(context, "frames", {
      // The browser mixes down to mono.
      channelCount: 1,
      channelCountMode: "explicit",
    });
    this.#worklet.port.onmessage = ({ data }) => data ? onFrame(data) : onEnd();
    source.onEnded(() => this.#worklet.port.postMessage("end"));
  }

  /**
   * Opens the source, which doesn't play yet; rejects as that does.
   *
   * @param {(context: AudioContext) => AudioSource | Promise<AudioSource>} openSource
   * @param {FrameListener} listener
   * @returns {Promise<FrameStream>}
   */
  static async open(openSource, listener) {
    // At the rate of the device: not every browser converts a microphone's.
    const context = new AudioContext();
    /** @type {AudioSource | undefined} */
    let source;
    try {
      await context.audioWorklet.addModule(new URL("./frame_worklet.js", import.meta.url));
      source = await openSource(context);
      await resume(context, listener.onBlocked);
      return new FrameStream(context, source, listener);
    } catch (error) {
      source?.stop();
      await context.close();
      throw error;
    }
  }

  /** Plays the source; does nothing the second time. */
  start() {
    if (this.#isStarted) return;
    this.#isStarted = true;
    // Only what leads to the loudspeaker is sure to be asked for audio; the worklet gives silence.
    this.#source.node.connect(this.#worklet).connect(this.#context.destination);
    this.#source.start();
  }

  /** Ends it: no frame comes any more. */
  stop() {
    this.#worklet.port.onmessage = null;
    this.#source.stop();
    this.#context.close();
  }
}

/**
 * Browsers let a page make sound only once its user has done something with it; to drop a file need not
 * be enough.
 *
 * @param {AudioContext} context
 * @param {() => void} onBlocked
 */
async function resume(context, onBlocked) {
  if (navigator.userActivation?.hasBeenActive !== false) return await context.resume();
  onBlocked();
  const touched = new Promise((resolve) => {
    for (const type of ["click", "keydown"]) addEventListener(type, resolve, { once: true });
  });
  // The first one succeeds where somebody has allowed this page to play without being asked.
  await Promise.race([context.resume(), touched]);
  await context.resume();
}
