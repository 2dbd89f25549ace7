// @ts-check

/**
 * The element of the page that has this id.
 *
 * @template {Element} T
 * @param {string} id
 * @param {new () => T} type what it must be
 * @returns {T}
 */
export function byId(id, type) {
  const element = document.getElementById(id);
  if (element instanceof type) return element;
  throw new TypeError(`Cannot find #${id}: expected ${type.name}, got ${element}`);
}
