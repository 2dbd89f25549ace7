const INITIAL_FRAMES = 128; // 2.5 s of audio: more than a gateway that keeps up ever owes

/** When each frame that nothing has answered yet was sent: a ring by sequence number that grows. */
export class SendTimes {
  #ms: Float64Array = new Float64Array(INITIAL_FRAMES);
  #oldest = 1;
  #newest = 0;

  /** Sequence number of the newest frame, 0 before the first. */
  get newest(): number {
    return this.#newest;
  }

  /** Adds the next frame. Allocates only when more are open than ever before. */
  push(ms: number): void {
    if (this.#newest - this.#oldest + 1 === this.#ms.length) this.#grow();
    this.#newest++;
    this.set(this.#newest, ms);
  }

  /** The time of frame `seq`, which must be open. */
  at(seq: number): number {
    return this.#ms[seq & (this.#ms.length - 1)]!;
  }

  /** Changes the time of frame `seq`, which must be open. */
  set(seq: number, ms: number): void {
    this.#ms[seq & (this.#ms.length - 1)] = ms;
  }

  /** Forgets the frames up to `seq`. */
  release(seq: number): void {
    this.#oldest = seq + 1;
  }

  #grow(): void {
    const grown = new Float64Array(2 * this.#ms.length);
    for (let seq = this.#oldest; seq <= this.#newest; seq++) {
      grown[seq & (grown.length - 1)] = this.at(seq);
    }
    this.#ms = grown;
  }
}
