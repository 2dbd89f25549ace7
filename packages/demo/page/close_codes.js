// @ts-check

/**
 * What the close of a connection means to its client.
 *
 * @typedef {object} CloseMeaning
 * @property {string} text for people
 * @property {boolean} heals whether a new connection of the same client may go better
 */

/** Close codes of our own; scripts may send 1000 and 3000–4999 only. */
export const OwnCode = /** @type {const} */ ({
  /** Frames were sent, and nothing came back for long. */
  silence: 4000,
  /** A message that the protocol doesn't have. */
  unreadable: 4002,
});

/**
 * The codes that a gateway sends (RFC 6455 §7.4.1, IANA registry), and our own. 1006 is never sent: it
 * is what a browser calls an end without a Close frame.
 *
 * @type {Readonly<Record<number, CloseMeaning>>}
 */
const meanings = {
  1000: { text: "The session ended as agreed.", heals: false },
  1001: { text: "The gateway went away before it had ended every session.", heals: true },
  1002: { text: "The gateway found a message that breaks the protocol.", heals: false },
  1003: { text: "The gateway got a frame that is not 640 bytes long.", heals: false },
  1006: { text: "The connection broke without a word.", heals: true },
  1007: { text: "The gateway got a text that is not UTF-8.", heals: false },
  1008: { text: "The gateway ended the session by its rules.", heals: false },
  1009: { text: "The gateway got a message that is too big for it.", heals: false },
  1011: { text: "The gateway met a bug of its own.", heals: true },
  1012: { text: "The gateway restarts, and asks us to come back.", heals: true },
  1013: { text: "The gateway is overloaded, and asks us to come back later.", heals: true },
  [OwnCode.silence]: { text: "The gateway has not answered for long.", heals: true },
  [OwnCode.unreadable]: {
    text: "The gateway said something that the protocol doesn't have.",
    heals: false,
  },
};

/**
 * What close code `code` means; a code that is nobody's is taken for the end.
 *
 * @param {number} code
 * @returns {CloseMeaning}
 */
export function closeMeaning(code) {
  return meanings[code] ??
    { text: "The gateway ended the session with a code of its own.", heals: false };
}
