// @ts-check

/** How outcomes are called. */
export const OUTCOMES = /** @type {const} */ ({
  pass: "Passed",
  fail: "Failed",
  invalid: "Invalid",
  interrupted: "Interrupted",
});

/**
 * A figure with its unit, or a dash where there is none.
 *
 * @param {number | null | undefined} value
 * @param {string} [unit]
 * @returns {string}
 */
export function figure(value, unit) {
  if (value === null || value === undefined) return "–";
  const number = String(Math.round(value));
  return unit === undefined ? number : `${number} ${unit}`;
}

/**
 * A time as people say it: `95 s`, `3 min`, `2.5 h`.
 *
 * @param {number} secs
 * @returns {string}
 */
export function time(secs) {
  if (secs < 100) return `${Math.ceil(Math.max(0, secs))} s`;
  return secs < 6000 ? `${Math.round(secs / 60)} min` : `${(secs / 3600).toFixed(1)} h`;
}

/**
 * @param {number | null} value
 * @param {number | null} limit
 * @returns {boolean} whether there are both, and the value is above the limit
 */
export function isOver(value, limit) {
  return value !== null && limit !== null && value > limit;
}

/**
 * A value and how it stands to its limit, in words.
 *
 * @param {string} name
 * @param {number | null} value
 * @param {number | null} limit null where there is none
 * @param {string} unit
 * @returns {{ text: string, isOver: boolean }}
 */
export function standing(name, value, limit, unit) {
  const isAbove = isOver(value, limit);
  const words = value === null || limit === null
    ? ""
    : `, ${isAbove ? "over" : "within"} ${limit} ${unit}`;
  return { text: `${name} ${figure(value, unit)}${words}`, isOver: isAbove };
}
