/** Frames that a server may send beyond what it has earned; legal bursts are far below. */
const BUDGET_FRAMES = 10_000;

/**
 * Bounds what a server can make us do for nothing: SETTINGS, PING, WINDOW_UPDATE, RST_STREAM, empty
 * frames and all that goes to streams that are over take from a budget, and useful frames fill it up
 * again. It has no clock: a flood is too much work for what it brings, not work too fast.
 */
export class FloodGuard {
  #budget = BUDGET_FRAMES;

  /** Takes one frame from the budget; false when it is used up. */
  spend(): boolean {
    return --this.#budget >= 0;
  }

  /** Something useful has happened that `frames` control frames are normal for. */
  earn(frames: number): void {
    this.#budget = Math.min(this.#budget + frames, BUDGET_FRAMES);
  }
}
