// @ts-check
import { byId } from "./by_id.js";

/** @import { Announcer } from "./announcer.js" */

/**
 * What went wrong, and what is done about it.
 *
 * @typedef {object} Notice
 * @property {string} title
 * @property {string} text
 * @property {boolean} [canConnect] whether "Connect now" is offered
 */

/** How it goes: two words at the top, and a notice where they don't say enough. */
export class StatusPanel {
  #announcer;
  #status = byId("status", HTMLElement);
  #statusText = byId("status-text", HTMLElement);
  #notice = byId("notice", HTMLElement);

  /** @param {Announcer} announcer */
  constructor(announcer) {
    this.#announcer = announcer;
  }

  /**
   * Says how it goes, and nothing of what was wrong before.
   *
   * @param {string} phase chooses the colour
   * @param {string} text
   * @param {Notice} [notice]
   */
  show(phase, text, notice) {
    this.#notice.hidden = notice === undefined;
    this.#notice.dataset["phase"] = phase;
    byId("notice-title", HTMLElement).textContent = notice?.title ?? "";
    byId("notice-text", HTMLElement).textContent = notice?.text ?? "";
    byId("connect-now", HTMLElement).hidden = !notice?.canConnect;
    this.showStatus(phase, text, [notice?.title, notice?.text]);
  }

  /**
   * Says how it goes, and leaves the notice, which tells why it is tried again.
   *
   * @param {string} phase
   * @param {string} text
   * @param {(string | undefined)[]} [more] for those who listen
   */
  showStatus(phase, text, more = []) {
    this.#status.dataset["phase"] = phase;
    this.#statusText.textContent = text;
    this.#announcer.say([text, ...more].filter(Boolean).join(" "));
  }

  /**
   * Adds to the notice what was found out later.
   *
   * @param {string} text
   */
  add(text) {
    byId("notice-text", HTMLElement).prepend(`${text} `);
    this.#announcer.say(text);
  }
}
