// @ts-check
import { closeMeaning } from "./close_codes.js";
import { retryDelayMs } from "./retry_delay.js";
import { SttConnection } from "./stt_connection.js";
import { systemClock } from "./system_clock.js";

/** @import { ConnectionOptions, End, Traffic } from "./stt_connection.js" */

/**
 * @typedef {{ phase: "idle" }
 *   | { phase: "connecting", attempt: number }
 *   | { phase: "streaming" }
 *   | { phase: "finishing" }
 *   | { phase: "waiting", attempt: number, delayMs: number, end: End }
 *   | { phase: "ended", end: End }} State
 */

/**
 * @typedef {object} ClientOptions
 * @property {(state: State) => void} [onState]
 * @property {() => number} [random] uniform in [0, 1)
 */

/** @typedef {ConnectionOptions & ClientOptions} SttClientOptions */

/** Attempts in a row that bring no answer; after them somebody has to look. */
const MAX_ATTEMPTS = 10;

/**
 * A speech-to-text session that outlives its connections.
 *
 * | phase      | what ends it                           | next phase          |
 * | ---------- | -------------------------------------- | ------------------- |
 * | idle       | `connect()`                            | connecting          |
 * | connecting | it opens                               | streaming           |
 * |            | it doesn't                             | waiting, or ended   |
 * | streaming  | a close that heals, or silence         | waiting             |
 * |            | another close, an unreadable message   | ended               |
 * |            | `finish()`, `close()`                  | finishing           |
 * | finishing  | the gateway's Close frame, or time     | ended               |
 * | waiting    | time, or `connect()`                   | connecting          |
 * | ended      | `connect()`                            | connecting          |
 *
 * From any phase `close()` leads to the end. Each connection is a new session for the gateway: frames
 * are numbered from 1 again, and what was not answered is lost. Speech that is late is worth nothing, so
 * frames aren't kept for the next connection.
 */
export class SttClient {
  #options;
  #clock;
  /** @type {State} */
  #state = { phase: "idle" };
  /** @type {SttConnection | undefined} */
  #connection;
  /** Attempts since the last answer. */
  #attempts = 0;
  #cancelRetry = () => {};

  /** @param {SttClientOptions} options */
  constructor(options) {
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
  }

  /** @returns {State} */
  get state() {
    return this.#state;
  }

  /** Opens a connection, at once; does nothing when there is one. */
  connect() {
    if (this.#connection) return;
    this.#cancelRetry();
    this.#attempts++;
    this.#connection = new SttConnection(
      { ...this.#options, onTraffic: (traffic) => this.#watch(traffic) },
      () => this.#enter({ phase: "streaming" }),
      (end) => this.#ended(end),
    );
    this.#enter({ phase: "connecting", attempt: this.#attempts });
  }

  /**
   * Sends one frame, which is due every 20 ms.
   *
   * @param {ArrayBuffer} frame 640 bytes: 20 ms of 16 kHz mono s16le PCM
   * @returns {number | undefined} its number in this connection; undefined if it was thrown away
   */
  sendFrame(frame) {
    return this.#connection?.sendFrame(frame);
  }

  /** Ends the session once the frames that were sent are answered; at once when called again. */
  finish() {
    this.#leave((connection) => connection.finish());
  }

  /** Ends the session now. */
  close() {
    this.#leave((connection) => connection.close());
  }

  /** @param {(connection: SttConnection) => void} end */
  #leave(end) {
    const state = this.#state;
    if (state.phase === "waiting") {
      return this.#over({ ...state.end, wasAskedFor: true });
    }
    if (state.phase === "streaming") this.#enter({ phase: "finishing" });
    if (this.#connection) end(this.#connection);
  }

  /** @param {Traffic} traffic */
  #watch(traffic) {
    // Not when it opens: a gateway may take every client and turn it away a moment later.
    if (traffic.type === "partial" || traffic.type === "error") this.#attempts = 0;
    this.#options.onTraffic?.(traffic);
  }

  /** @param {End} end */
  #ended(end) {
    this.#connection = undefined;
    const isOver = end.wasAskedFor || !closeMeaning(end.code).heals;
    if (isOver || this.#attempts >= MAX_ATTEMPTS) return this.#over(end);
    const attempt = this.#attempts + 1;
    const delayMs = retryDelayMs(attempt, this.#options.random ?? Math.random);
    this.#cancelRetry = this.#clock.schedule(delayMs, () => this.connect());
    this.#enter({ phase: "waiting", attempt, delayMs, end });
  }

  /** @param {End} end */
  #over(end) {
    this.#cancelRetry();
    this.#attempts = 0;
    this.#enter({ phase: "ended", end });
  }

  /** @param {State} state */
  #enter(state) {
    this.#state = state;
    this.#options.onState?.(state);
  }
}
