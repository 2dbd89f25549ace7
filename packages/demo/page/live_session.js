// @ts-check
import { FrameStream } from "./frame_stream.js";
import { SttClient } from "./stt_client.js";

/** @import { AudioSource } from "./audio_source.js" */
/** @import { State } from "./stt_client.js" */
/** @import { Traffic } from "./stt_connection.js" */

/**
 * @typedef {object} LiveSessionOptions
 * @property {string} url
 * @property {string | undefined} token
 * @property {(state: State) => void} onState
 * @property {(traffic: Traffic) => void} onTraffic
 * @property {(frame: ArrayBuffer, seq: number | undefined) => void} onFrame gets each frame, and its
 * number if it was sent
 * @property {() => void} onBlocked the browser waits for a click or a key before audio may begin
 */

/** One source of audio, streamed to one gateway until either has enough. */
export class LiveSession {
  #client;
  #onFrame;
  #onBlocked;
  /** @type {FrameStream | undefined} */
  #stream;
  #isOver = false;

  /** @param {LiveSessionOptions} options */
  constructor({ url, token, onState, onTraffic, onFrame, onBlocked }) {
    this.#onFrame = onFrame;
    this.#onBlocked = onBlocked;
    this.#client = new SttClient({
      url,
      token,
      onTraffic,
      onState: (state) => {
        // Not before somebody listens, or a file would lose its beginning.
        if (state.phase === "streaming") this.#stream?.start();
        if (state.phase === "ended") this.#endAudio();
        onState(state);
      },
    });
  }

  /** @returns {State} */
  get state() {
    return this.#client.state;
  }

  /**
   * Opens the audio, then the connection; rejects as the source does, or where no connection may be
   * opened at all.
   *
   * @param {(context: AudioContext) => AudioSource | Promise<AudioSource>} openSource
   */
  async open(openSource) {
    const stream = await FrameStream.open(openSource, {
      onBlocked: this.#onBlocked,
      onFrame: (frame) => this.#onFrame(frame, this.#client.sendFrame(frame)),
      onEnd: () => this.finish(),
    });
    // Somebody has lost patience while the browser asked for the microphone.
    if (this.#isOver) return stream.stop();
    this.#stream = stream;
    try {
      this.connect();
    } catch (error) {
      // E.g. a page that came by HTTPS, whose gateway has no TLS. The microphone would stay on.
      this.#endAudio();
      throw error;
    }
  }

  /** Connects at once rather than after a while. */
  connect() {
    this.#client.connect();
  }

  /** Ends the audio, and the session when its last words are there. */
  finish() {
    this.#endAudio();
    this.#client.finish();
  }

  /** Ends both now. */
  close() {
    this.#endAudio();
    this.#client.close();
  }

  #endAudio() {
    this.#isOver = true;
    this.#stream?.stop();
    this.#stream = undefined;
  }
}
