// @ts-check
import { systemClock } from "./system_clock.js";

/** @import { Clock } from "./system_clock.js" */

/** Words are read out together, so that whoever listens can hear something else as well. */
const WORDS_EVERY_MS = 5000;

/** Tells screen readers what happens, through a live region: news at once, words now and then. */
export class Announcer {
  #element;
  #clock;
  /** @type {string[]} */
  #words = [];

  /**
   * @param {{ textContent: string | null }} element with `role="status"`
   * @param {Clock} [clock]
   */
  constructor(element, clock = systemClock) {
    this.#element = element;
    this.#clock = clock;
  }

  /**
   * Says `text` at once.
   *
   * @param {string} text
   */
  say(text) {
    this.#element.textContent = text;
  }

  /**
   * Says `word`, with others.
   *
   * @param {string} word
   */
  sayWord(word) {
    this.#words.push(word);
    if (this.#words.length > 1) return;
    this.#clock.schedule(WORDS_EVERY_MS, () => {
      this.say(this.#words.join(" "));
      this.#words = [];
    });
  }
}
