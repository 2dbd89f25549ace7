// @ts-check

/**
 * Time, which tests move by hand.
 *
 * @typedef {object} Clock
 * @property {() => number} now monotonic, in milliseconds
 * @property {(delayMs: number, run: () => void) => () => void} schedule returns what cancels it
 */

/**
 * The time of the browser.
 *
 * @type {Clock}
 */
export const systemClock = {
  now: () => performance.now(),
  schedule: (delayMs, run) => {
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  },
};
