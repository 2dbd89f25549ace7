// @ts-check
import { FRAME_BYTES } from "./frame_maker.js";
import { paced } from "./paced.js";

/** @import { Traffic } from "./stt_connection.js" */

/** Lines that stay on the page. */
const MAX_LINES = 300;

/** Time between two drawings of a line that counts frames. */
const COUNT_EVERY_MS = 200;

/**
 * What goes over the wire, a line for each message. Fifty lines of frames a second would drown the rest:
 * those between two other lines share one, which counts.
 */
export class TrafficLog {
  #list;
  #beganMs = performance.now();
  /** @type {{ summary: HTMLElement, first: number, last: number } | undefined} */
  #frames;
  #drawFramesSoon = paced(() => this.#drawFrames(), COUNT_EVERY_MS);

  /** @param {HTMLElement} list an `ol` that scrolls */
  constructor(list) {
    this.#list = list;
  }

  /** Begins again. */
  clear() {
    this.#list.replaceChildren();
    this.#frames = undefined;
    this.#beganMs = performance.now();
  }

  /** @param {Traffic} traffic */
  add(traffic) {
    if (traffic.type === "frame") return this.#addFrame(traffic.seq);
    this.#drawFrames();
    this.#frames = undefined;
    const { summary, detail, className } = describe(traffic);
    this.#append(summary, () => detail, className);
  }

  /** @param {number} seq */
  #addFrame(seq) {
    if (this.#frames) {
      this.#frames.last = seq;
    } else {
      const frames = { first: seq, last: seq };
      const summary = this.#append("", () => describeFrames(frames), "out");
      this.#frames = Object.assign(frames, { summary });
    }
    this.#drawFramesSoon();
  }

  #drawFrames() {
    if (!this.#frames) return;
    const { summary, first, last } = this.#frames;
    summary.textContent = first === last ? `frame ${first}` : `frames ${first}–${last}`;
  }

  /**
   * @param {string} text
   * @param {() => string} detail asked for when the line is opened
   * @param {string} className
   * @returns {HTMLElement} the element that holds `text`
   */
  #append(text, detail, className) {
    const isAtEnd = this.#list.scrollTop + this.#list.clientHeight >= this.#list.scrollHeight - 8;
    const line = document.createElement("li");
    const details = document.createElement("details");
    const summary = document.createElement("summary");
    const time = document.createElement("time");
    time.textContent = ((performance.now() - this.#beganMs) / 1000).toFixed(3);
    const arrow = document.createElement("span");
    arrow.textContent = className === "out" ? "▲" : "▼";
    arrow.className = className;
    arrow.ariaLabel = className === "out" ? "sent" : "received";
    arrow.role = "img";
    const content = document.createElement("span");
    content.textContent = text;
    summary.append(time, arrow, content);
    const pre = document.createElement("pre");
    details.append(summary, pre);
    details.addEventListener("toggle", () => pre.textContent = detail());
    line.append(details);
    this.#list.append(line);
    if (this.#list.childElementCount > MAX_LINES) this.#list.firstElementChild?.remove();
    // Whoever has scrolled back wants to read there.
    if (isAtEnd) this.#list.scrollTop = this.#list.scrollHeight;
    return content;
  }
}

/** @param {{ first: number, last: number }} frames */
function describeFrames({ first, last }) {
  const count = last - first + 1;
  const bytes = count * FRAME_BYTES;
  return `${count} × ${FRAME_BYTES} = ${bytes} bytes: ${count * 20} ms of 16 kHz mono s16le PCM`;
}

/**
 * @param {Exclude<Traffic, { type: "frame" }>} traffic
 * @returns {{ summary: string, detail: string, className: string }}
 */
function describe(traffic) {
  switch (traffic.type) {
    case "open":
      return { summary: "open", detail: traffic.url, className: "in" };
    case "start":
      return { summary: "start", detail: traffic.text, className: "out" };
    case "partial": {
      const { oldest_frame_seq: first, newest_frame_seq: last, transcript } = traffic.partial;
      const { newestMs = NaN, oldestMs = NaN } = traffic.latency;
      const summary = `partial ${first}–${last} “${transcript}” ${Math.round(newestMs)} ms`;
      const latency = `answered ${newestMs.toFixed(1)} ms after the newest frame, ` +
        `${oldestMs.toFixed(1)} ms after the oldest`;
      return { summary, detail: `${latency}\n${pretty(traffic.text)}`, className: "in" };
    }
    case "error": {
      const { oldest_frame_seq: first, newest_frame_seq: last, kind } = traffic.error;
      const summary = `error ${kind}, frames ${first}–${last}`;
      return { summary, detail: pretty(traffic.text), className: "bad" };
    }
    case "unreadable":
      return { summary: "unreadable message", detail: traffic.text, className: "bad" };
    case "close": {
      const { code, reason, wasOpen, wasAskedFor } = traffic.end;
      const summary = wasOpen ? `close ${code} ${reason}` : `not opened (${code})`;
      return {
        summary,
        detail: JSON.stringify(traffic.end, null, 2),
        className: wasAskedFor ? "in" : "bad",
      };
    }
  }
}

/** @param {string} json */
function pretty(json) {
  return JSON.stringify(JSON.parse(json), null, 2);
}
