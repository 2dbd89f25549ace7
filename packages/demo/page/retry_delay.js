// @ts-check

const FIRST_MS = 500;
const LONGEST_MS = 10_000;

/**
 * Milliseconds to wait before a connection is tried again: doubled by each attempt, up to 10 s. The
 * upper half is left to chance, so that the clients of a gateway that restarts don't all come back in
 * the same moment.
 *
 * @param {number} attempt from 1
 * @param {() => number} random uniform in [0, 1)
 * @returns {number}
 */
export function retryDelayMs(attempt, random) {
  const longestMs = Math.min(FIRST_MS * 2 ** (attempt - 1), LONGEST_MS);
  return longestMs * (0.5 + random() / 2);
}
