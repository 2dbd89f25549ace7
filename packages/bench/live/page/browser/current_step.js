// @ts-check
import { byId } from "./by_id.js";
import { OUTCOMES, time } from "./words.js";

/** @import { LiveSample } from "../../live_sample.ts" */
/** @import { LiveState, LiveStep } from "../live_state.ts" */

/** The step that goes on: what it does, how far it is, and what is left. */
export class CurrentStep {
  #title = byId("step-title", HTMLElement);
  #doing = byId("doing", HTMLElement);
  #bar = byId("run-progress", HTMLProgressElement);
  #left = byId("left", HTMLElement);
  #problem = byId("problem", HTMLElement);
  #announcements = byId("announcements", HTMLElement);
  #said = "";

  /**
   * @param {LiveState} state
   * @param {LiveSample | undefined} sample the newest of the step
   */
  show(state, sample) {
    const step = state.steps.at(-1);
    if (step === undefined) return;
    const hasEnded = step.endedAtMs !== null;
    this.#title.textContent = step.title;
    this.#doing.textContent = hasEnded ? describeEnd(step) : phaseOf(step, sample);
    this.#bar.hidden = hasEnded || sample === undefined || sample.leftSecs === null;
    if (sample !== undefined && sample.leftSecs !== null) {
      const elapsedSecs = sample.atMs / 1000;
      this.#bar.value = elapsedSecs / (elapsedSecs + sample.leftSecs);
    }
    this.#left.textContent = state.outcome === null && !hasEnded ? describeLeft(step, sample) : "";
    this.#problem.hidden = step.problem === null;
    this.#problem.textContent = step.problem ?? "";
    this.#announce(state, step);
  }

  /**
   * What changes now and then is read out; what changes each second is not.
   *
   * @param {LiveState} state
   * @param {LiveStep} step
   */
  #announce({ outcome, program }, step) {
    const end = step.endedAtMs === null ? "" : `: ${describeEnd(step)}`;
    const all = outcome === null ? "" : `. The ${program} has ended: ${OUTCOMES[outcome]}`;
    const text = `${step.title}${end}${step.problem === null ? "" : `. ${step.problem}`}${all}`;
    if (text === this.#said) return;
    this.#said = text;
    this.#announcements.textContent = text;
  }
}

/**
 * How a step ended, in one line.
 *
 * @param {LiveStep} step
 * @returns {string}
 */
export function describeEnd({ endedAtMs, outcome, reason, doing }) {
  if (endedAtMs === null) return "";
  if (outcome === null) return doing;
  return reason === "" ? OUTCOMES[outcome] : `${OUTCOMES[outcome]}: ${reason}`;
}

/**
 * @param {LiveStep} step
 * @param {LiveSample | undefined} sample
 */
function phaseOf({ doing }, sample) {
  if (sample === undefined || sample.phaseSecs === null) return doing || "beginning";
  const elapsedSecs = Math.min(sample.phaseSecs, Math.round(sample.phaseElapsedSecs));
  return `${sample.phase}, ${elapsedSecs} of ${sample.phaseSecs} s`;
}

/**
 * @param {LiveStep} step
 * @param {LiveSample | undefined} sample
 */
function describeLeft({ left, startedAtMs }, sample) {
  const runSecs = sample?.leftSecs ?? null;
  const run = runSecs === null ? [] : [`${time(runSecs)} of this run left`];
  if (left === null) return run.join("");
  const { runs, isGuess, ms } = left;
  const secs = Math.max(runSecs ?? 0, (ms - (Date.now() - startedAtMs)) / 1000);
  const count = `${isGuess ? "about " : ""}${runs} ${runs === 1 ? "run" : "runs"}`;
  return [...run, `in all: ${count} left, about ${time(secs)}`].join(" · ");
}
