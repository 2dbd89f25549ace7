// @ts-check
import { byId } from "./by_id.js";
import { LatencyChart } from "./latency_chart.js";
import { TrafficLog } from "./traffic_log.js";
import { Transcript } from "./transcript.js";
import { Waveform } from "./waveform.js";

/** @import { Traffic } from "./stt_connection.js" */

/**
 * The limits of a service level that the page shows.
 *
 * @typedef {{ name: string, newest_p95_ms: number, oldest_p95_ms: number }} Slo
 */

/** What is to be seen of a session: audio, words, latency, and the wire. */
export class SessionView {
  #waveform = new Waveform(byId("waveform", HTMLCanvasElement));
  #log = new TrafficLog(byId("log", HTMLElement));
  #transcript;
  #newest;
  #oldest;
  #hasOpened = false;
  #counts = { sent: 0, dropped: 0, partials: 0, errors: 0 };

  /** @param {Slo} slo */
  constructor({ name, newest_p95_ms, oldest_p95_ms }) {
    this.#transcript = new Transcript(byId("transcript", HTMLElement), newest_p95_ms);
    this.#newest = createChart("newest", newest_p95_ms, name);
    this.#oldest = createChart("oldest", oldest_p95_ms, name);
  }

  /** Begins again. */
  clear() {
    const views = [this.#waveform, this.#log, this.#transcript, this.#newest, this.#oldest];
    for (const view of views) view.clear();
    this.#hasOpened = false;
    this.#counts = { sent: 0, dropped: 0, partials: 0, errors: 0 };
    for (const name of /** @type {const} */ (["sent", "dropped", "partials", "errors"])) {
      this.#count(name, 0);
    }
  }

  /**
   * @param {ArrayBuffer} frame
   * @param {number | undefined} seq its number; undefined for one that was not sent
   */
  addFrame(frame, seq) {
    this.#waveform.add(frame, seq);
    this.#count(seq === undefined ? "dropped" : "sent");
  }

  /** @param {Traffic} traffic */
  add(traffic) {
    this.#log.add(traffic);
    switch (traffic.type) {
      case "open":
        if (this.#hasOpened) this.#transcript.addGap();
        this.#hasOpened = true;
        return;
      case "partial": {
        const { partial, latency } = traffic;
        this.#waveform.settle(partial.newest_frame_seq, "answered", partial.transcript);
        this.#transcript.addPartial(partial, latency);
        if (latency.newestMs !== undefined) this.#newest.add(latency.newestMs);
        if (latency.oldestMs !== undefined) this.#oldest.add(latency.oldestMs);
        return this.#count("partials");
      }
      case "error":
        this.#waveform.settle(traffic.error.newest_frame_seq, "failed", traffic.error.kind);
        this.#transcript.addError(traffic.error);
        return this.#count("errors");
      case "close":
        this.#waveform.abandon();
    }
  }

  /**
   * @param {"sent" | "dropped" | "partials" | "errors"} name
   * @param {number} more
   */
  #count(name, more = 1) {
    this.#counts[name] += more;
    byId(`count-${name}`, HTMLElement).textContent = String(this.#counts[name]);
  }
}

/**
 * @param {string} name
 * @param {number} limitMs
 * @param {string} slo
 */
function createChart(name, limitMs, slo) {
  const svg = byId(`${name}-chart`, SVGSVGElement);
  return new LatencyChart(svg, byId(`${name}-now`, HTMLElement), limitMs, `SLO ${slo}, p95:`);
}
