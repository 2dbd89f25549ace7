// @ts-check
import { paced } from "./paced.js";

/**
 * What became of a frame.
 *
 * @typedef {"sent" | "answered" | "failed" | "dropped"} Fate
 */

/**
 * @typedef {object} Bar
 * @property {number} peak loudest sample, from 0 to 1
 * @property {number} seq its number; 0 for one that was not sent
 * @property {Fate} fate
 * @property {string} word of the batch that ends with it, else empty
 */

/** Frames kept: 20 s, more than the widest screen shows. */
const KEPT = 1000;

/** Width of a bar with the gap behind it, in pixels. */
const PITCH = 3;

/** Height for the words below the bars, in pixels. */
const WORDS_HEIGHT = 22;

/** Time between two drawings; for whoever doesn't want to see things move, it moves on now and then. */
const DRAW_EVERY_MS = matchMedia("(prefers-reduced-motion: reduce)").matches ? 1000 : 40;

/** Colours, by the names that the style sheet has for them. */
const COLOURS = {
  sent: "--on-its-way",
  answered: "--accent",
  failed: "--failed",
  dropped: "--muted",
};

/** A bar for each frame, as loud as it is, in the colour of what became of it. */
export class Waveform {
  #canvas;
  /** @type {Bar[]} */
  #bars = [];
  #drawSoon = paced(() => this.#draw(), DRAW_EVERY_MS);

  /** @param {HTMLCanvasElement} canvas */
  constructor(canvas) {
    this.#canvas = canvas;
    new ResizeObserver(() => this.#drawSoon()).observe(canvas);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.#drawSoon());
  }

  /** Begins again. */
  clear() {
    this.#bars = [];
    this.#drawSoon();
  }

  /**
   * @param {ArrayBuffer} frame as it goes over the wire
   * @param {number | undefined} seq its number; undefined for one that was not sent
   */
  add(frame, seq) {
    const peak = peakOf(frame);
    this.#bars.push({ peak, seq: seq ?? 0, fate: seq ? "sent" : "dropped", word: "" });
    if (this.#bars.length > KEPT) this.#bars.shift();
    this.#drawSoon();
  }

  /**
   * Tells what became of the frames up to `seq` that were on their way.
   *
   * @param {number} seq
   * @param {"answered" | "failed"} fate
   * @param {string} word what they meant
   */
  settle(seq, fate, word) {
    for (const bar of this.#bars) {
      if (bar.fate !== "sent" || bar.seq > seq) continue;
      bar.fate = fate;
      if (bar.seq === seq) bar.word = word;
    }
    this.#drawSoon();
  }

  /** The connection is gone: nobody answers what was on its way. */
  abandon() {
    for (const bar of this.#bars) if (bar.fate === "sent") bar.fate = "failed";
    this.#drawSoon();
  }

  #draw() {
    const { clientWidth: width, clientHeight: height } = this.#canvas;
    this.#canvas.width = width * devicePixelRatio;
    this.#canvas.height = height * devicePixelRatio;
    const pen = this.#canvas.getContext("2d");
    if (!pen) return;
    pen.scale(devicePixelRatio, devicePixelRatio);
    const style = getComputedStyle(this.#canvas);
    const colour = (/** @type {string} */ name) => style.getPropertyValue(name);
    const middle = (height - WORDS_HEIGHT) / 2;
    pen.fillStyle = colour("--line");
    pen.fillRect(0, middle - 0.5, width, 1);
    pen.font = `12px ${style.fontFamily}`;
    pen.textAlign = "right";
    const shown = this.#bars.slice(-Math.floor(width / PITCH));
    let wordsEnd = 0;
    shown.forEach(({ peak, fate, word }, i) => {
      const x = width - (shown.length - i) * PITCH;
      // Loudness as ears have it is nearer to the root than to the peak.
      const half = Math.max(1, middle * Math.sqrt(peak));
      pen.fillStyle = colour(COLOURS[fate]);
      pen.globalAlpha = fate === "dropped" ? 0.45 : 1;
      pen.fillRect(x, middle - half, PITCH - 1, 2 * half);
      pen.globalAlpha = 1;
      if (word === "") return;
      pen.fillRect(x + PITCH - 1, height - WORDS_HEIGHT, 1, WORDS_HEIGHT - 4);
      // Batches of a few frames have no room for their words.
      const hasRoom = x - pen.measureText(word).width > wordsEnd;
      wordsEnd = x + 4;
      if (!hasRoom) return;
      pen.fillStyle = colour("--ink");
      pen.fillText(word, x - 2, height - 7);
    });
  }
}

/** @param {ArrayBuffer} frame */
function peakOf(frame) {
  const view = new DataView(frame);
  let peak = 0;
  for (let at = 0; at < frame.byteLength; at += 2) {
    peak = Math.max(peak, Math.abs(view.getInt16(at, true)));
  }
  return peak / 32_768;
}
