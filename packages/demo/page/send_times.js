// @ts-check

/** Frames whose time is kept: 82 s of audio, longer than anybody waits for an answer. */
const KEPT = 4096;

/** When each of a connection's last frames was sent. Frames are numbered from 1, as on the wire. */
export class SendTimes {
  #timesMs = new Float64Array(KEPT);
  #count = 0;

  /** Number of the last frame, which is how many there were. */
  get count() {
    return this.#count;
  }

  /**
   * Notes that the next frame was sent.
   *
   * @param {number} nowMs
   * @returns {number} its number
   */
  add(nowMs) {
    this.#count++;
    this.#timesMs[this.#count % KEPT] = nowMs;
    return this.#count;
  }

  /**
   * Milliseconds since frame `seq` was sent; undefined if there was none, or it is too long ago.
   *
   * @param {number} seq
   * @param {number} nowMs
   * @returns {number | undefined}
   */
  age(seq, nowMs) {
    if (seq < 1 || seq > this.#count || seq <= this.#count - KEPT) return undefined;
    return nowMs - /** @type {number} */ (this.#timesMs[seq % KEPT]);
  }
}
