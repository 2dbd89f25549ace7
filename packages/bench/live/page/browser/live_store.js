// @ts-check

/** @import { LiveSample } from "../../live_sample.ts" */
/** @import { LiveState, LiveStep } from "../live_state.ts" */

/** More points than a chart has room for tell nothing. */
const SAMPLES_OF_STEP = 1200;

/** What the bench has sent, and which run is looked at. */
export class LiveStore {
  /** @type {LiveState | undefined} */
  #state;
  /** @type {Map<number, readonly LiveSample[]>} */
  #samples = new Map();
  /** @type {number | undefined} */
  #chosen;

  /** @returns {LiveState | undefined} undefined until the first state has come */
  get state() {
    return this.#state;
  }

  /** @returns {LiveStep | undefined} the step that goes on, or went on last */
  get current() {
    return this.#state?.steps.at(-1);
  }

  /** @returns {LiveStep | undefined} the run whose charts are shown: the newest unless one is chosen */
  get shown() {
    const id = this.#chosen ?? Math.max(...this.#samples.keys());
    return this.#state?.steps[id];
  }

  /** @returns {boolean} whether a run was chosen, so that the page stays with it */
  get isChosen() {
    return this.#chosen !== undefined;
  }

  /**
   * A state comes first of all when the page connects (again), and another bench may have begun then.
   *
   * @param {LiveState} state
   */
  connected(state) {
    this.#samples.clear();
    this.#chosen = undefined;
    this.#state = state;
  }

  /** @param {LiveState} state */
  change(state) {
    this.#state = state;
  }

  /** @param {{ step: number, samples: readonly LiveSample[] }} all of a step so far */
  setSamples({ step, samples }) {
    this.#samples.set(step, samples);
  }

  /** @param {{ step: number, sample: LiveSample }} next */
  addSample({ step, sample }) {
    const samples = [...this.samplesOf(step), sample];
    const isTooLong = samples.length > SAMPLES_OF_STEP;
    this.#samples.set(step, isTooLong ? samples.filter((_, i) => i % 2 === 1) : samples);
  }

  /**
   * Chooses the run whose charts are shown.
   *
   * @param {number | undefined} step undefined follows whichever goes on
   */
  choose(step) {
    this.#chosen = step;
  }

  /**
   * @param {number} step
   * @returns {readonly LiveSample[]} oldest first; none of a step that isn't a run
   */
  samplesOf(step) {
    return this.#samples.get(step) ?? [];
  }
}
