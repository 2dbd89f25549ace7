// @ts-check

/** @import { LiveEvents } from "../live_history.ts" */
/** @import { LiveState } from "../live_state.ts" */

/**
 * What a page hears of its bench. `onState` is told whether the connection is new: then all that was
 * known before may be another bench's.
 *
 * @typedef {object} Listener
 * @property {(state: LiveState, isNew: boolean) => void} onState
 * @property {(samples: LiveEvents["samples"]) => void} onSamples
 * @property {(sample: LiveEvents["sample"]) => void} onSample
 * @property {() => void} onLost called when the bench doesn't answer; the browser tries again
 */

/**
 * Listens until the bench has ended.
 *
 * @param {Listener} listener
 */
export function listen({ onState, onSamples, onSample, onLost }) {
  const source = new EventSource("events");
  let isNew = true;
  source.addEventListener("open", () => isNew = true);
  source.addEventListener("error", onLost);
  source.addEventListener("state", ({ data }) => {
    /** @type {LiveState} */
    const state = JSON.parse(data);
    onState(state, isNew);
    isNew = false;
    if (state.outcome !== null) source.close();
  });
  source.addEventListener("samples", ({ data }) => onSamples(JSON.parse(data)));
  source.addEventListener("sample", ({ data }) => onSample(JSON.parse(data)));
}
