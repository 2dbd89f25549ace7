// @ts-check

/**
 * The answer to one batch of frames: of its fields those that are read here.
 *
 * @typedef {object} PartialMessage
 * @property {"partial"} type
 * @property {number} oldest_frame_seq first frame of the batch
 * @property {number} newest_frame_seq its last frame
 * @property {string} transcript
 */

/**
 * A batch that could not be served; the session goes on.
 *
 * @typedef {object} ErrorMessage
 * @property {"error"} type
 * @property {string} kind e.g. `timeout`
 * @property {string} message for people
 * @property {number} oldest_frame_seq
 * @property {number} newest_frame_seq
 */

/**
 * Reads one message of a gateway; undefined when the protocol doesn't have it. Fields that are not
 * read here are not looked at.
 *
 * @param {unknown} data what came with the event: a text, or something that no gateway sends
 * @returns {PartialMessage | ErrorMessage | undefined}
 */
export function parseMessage(data) {
  const message = typeof data === "string" ? parseJson(data) : undefined;
  if (!isObject(message) || !hasRange(message)) return undefined;
  const { type, transcript, kind, message: text } = message;
  const isPartial = type === "partial" && typeof transcript === "string" && transcript !== "";
  const isError = type === "error" && typeof kind === "string" && typeof text === "string";
  if (!isPartial && !isError) return undefined;
  return /** @type {PartialMessage | ErrorMessage} */ (/** @type {unknown} */ (message));
}

/** @param {string} text @returns {unknown} */
function parseJson(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** @param {unknown} value @returns {value is Record<string, unknown>} */
function isObject(value) {
  return typeof value === "object" && value !== null;
}

/** @param {Record<string, unknown>} message @returns {boolean} */
function hasRange({ oldest_frame_seq: oldest, newest_frame_seq: newest }) {
  return Number.isSafeInteger(oldest) && Number.isSafeInteger(newest) &&
    /** @type {number} */ (oldest) >= 1 &&
    /** @type {number} */ (newest) >= /** @type {number} */ (oldest);
}
