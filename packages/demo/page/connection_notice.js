// @ts-check
import { closeMeaning } from "./close_codes.js";

/** @import { End } from "./stt_connection.js" */

/**
 * What `/ready` of the gateway says, as whoever serves this page has asked it.
 *
 * @typedef {object} Readiness
 * @property {number | null} status null: no answer
 * @property {string} text
 */

/**
 * Why there is no connection, for people.
 *
 * @param {End} end
 * @returns {string}
 */
export function endTitle({ code, reason, wasOpen }) {
  if (!wasOpen) return "The gateway refused the connection, or isn't there.";
  const said = reason === "" ? "" : `, “${reason}”`;
  return `${closeMeaning(code).text} (${code}${said})`;
}

/**
 * What can be known of a connection that didn't open: of its HTTP answer browsers tell a page nothing.
 *
 * @param {Readiness} readiness
 * @returns {string}
 */
export function refusalText({ status, text }) {
  if (status === null) return `Its /ready gives no answer: ${text}.`;
  if (status === 503) return `Its /ready says 503: ${text}.`;
  if (status === 200) {
    return "Its /ready says that it takes sessions: so this page may lack its token (401), come from " +
      "an origin that isn't allowed (403), or from an address that has too many sessions (429).";
  }
  return `Its /ready says ${status}, which tells nothing.`;
}
