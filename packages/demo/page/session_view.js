// @ts-check
import { byId } from "./by_id.js";
import { LatencyChart } from "./latency_chart.js";
import { paced } from "./paced.js";
import { TrafficLog } from "./traffic_log.js";
import { Transcript } from "./transcript.js";
import { Waveform } from "./waveform.js";

/** @import { ErrorMessage, PartialMessage } from "./parse_message.js" */
/** @import { Latency, Traffic } from "./stt_connection.js" */

/**
 * The limits of a service level that the page shows.
 *
 * @typedef {{ name: string, newest_p95_ms: number, oldest_p95_ms: number }} Slo
 */

/** Time between two drawings of what each frame changes. */
const COUNT_EVERY_MS = 200;

/** What is to be seen of a session: audio, words, latency, and the wire. */
export class SessionView {
  #waveform = new Waveform(byId("waveform", HTMLCanvasElement));
  #log = new TrafficLog(byId("log", HTMLElement));
  #transcript;
  #newest;
  #oldest;
  #hasOpened = false;
  #counts = noCounts();
  #drawCountsSoon = paced(() => this.#drawCounts(), COUNT_EVERY_MS);

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
    this.#counts = noCounts();
    this.#drawCounts();
  }

  /**
   * @param {ArrayBuffer} frame
   * @param {number | undefined} seq its number; undefined for one that was not sent
   */
  addFrame(frame, seq) {
    this.#waveform.add(frame, seq);
    this.#counts[seq === undefined ? "dropped" : "sent"]++;
    this.#drawCountsSoon();
  }

  /** @param {Traffic} traffic */
  add(traffic) {
    this.#log.add(traffic);
    if (traffic.type === "frame") return;
    if (traffic.type === "open") this.#addConnection();
    if (traffic.type === "partial") this.#addPartial(traffic.partial, traffic.latency);
    if (traffic.type === "error") this.#addError(traffic.error);
    if (traffic.type === "close") this.#waveform.abandon();
    this.#drawCounts();
  }

  #addConnection() {
    if (this.#hasOpened) this.#transcript.addGap();
    this.#hasOpened = true;
  }

  /**
   * @param {PartialMessage} partial
   * @param {Latency} latency
   */
  #addPartial(partial, latency) {
    this.#counts.partials++;
    this.#waveform.settle(partial.newest_frame_seq, "answered", partial.transcript);
    this.#transcript.addPartial(partial, latency);
    if (latency.newestMs !== undefined) this.#newest.add(latency.newestMs);
    if (latency.oldestMs !== undefined) this.#oldest.add(latency.oldestMs);
  }

  /** @param {ErrorMessage} error */
  #addError(error) {
    this.#counts.errors++;
    this.#waveform.settle(error.newest_frame_seq, "failed", error.kind);
    this.#transcript.addError(error);
  }

  #drawCounts() {
    for (const [name, count] of Object.entries(this.#counts)) {
      byId(`count-${name}`, HTMLElement).textContent = String(count);
    }
  }
}

function noCounts() {
  return { sent: 0, dropped: 0, partials: 0, errors: 0 };
}

/**
 * @param {string} name
 * @param {number} limitMs
 * @param {string} slo
 */
function createChart(name, limitMs, slo) {
  byId(`${name}-limit`, HTMLElement).textContent = `SLO ${slo}, p95: ${limitMs} ms`;
  const svg = byId(`${name}-chart`, SVGSVGElement);
  return new LatencyChart(svg, byId(`${name}-now`, HTMLElement), limitMs);
}
