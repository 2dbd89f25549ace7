// @ts-check

/** @import { ErrorMessage, PartialMessage } from "./parse_message.js" */
/** @import { Latency } from "./stt_connection.js" */

/** Words and notes that stay on the page, so that a long session doesn't slow it down. */
const MAX_ITEMS = 500;

/** The words, each with its latency, and what is missing between them. */
export class Transcript {
  #element;
  #limitMs;

  /**
   * @param {HTMLElement} element
   * @param {number} limitMs latency of the newest frame beyond which a word is late
   */
  constructor(element, limitMs) {
    this.#element = element;
    this.#limitMs = limitMs;
  }

  /** Begins again. */
  clear() {
    this.#element.replaceChildren();
  }

  /**
   * @param {PartialMessage} partial
   * @param {Latency} latency
   */
  addPartial({ transcript, oldest_frame_seq, newest_frame_seq }, { newestMs = NaN }) {
    const word = document.createElement("span");
    word.className = newestMs > this.#limitMs ? "word late" : "word";
    word.title = `frames ${oldest_frame_seq}–${newest_frame_seq}`;
    const latency = document.createElement("small");
    latency.textContent = Number.isNaN(newestMs) ? "?" : `${Math.round(newestMs)} ms`;
    // Read out between all the words it would be noise; the protocol has it as well.
    latency.ariaHidden = "true";
    word.append(transcript, latency);
    this.#add(word);
  }

  /** @param {ErrorMessage} error */
  addError({ kind, message, oldest_frame_seq, newest_frame_seq }) {
    this.#addNote("lost", `${kind}: frames ${oldest_frame_seq}–${newest_frame_seq} lost`, message);
  }

  /** Marks that the connection broke here. */
  addGap() {
    this.#addNote("gap", "reconnected", "A new session: frames count from 1 again");
  }

  /**
   * @param {string} className
   * @param {string} text
   * @param {string} title
   */
  #addNote(className, text, title) {
    const note = document.createElement("span");
    note.className = className;
    note.textContent = text;
    note.title = title;
    this.#add(note);
  }

  /** @param {HTMLElement} item */
  #add(item) {
    this.#element.append(item);
    if (this.#element.childElementCount > MAX_ITEMS) this.#element.firstElementChild?.remove();
    this.#element.scrollTop = this.#element.scrollHeight;
  }
}
