// @ts-check

const SVG = "http://www.w3.org/2000/svg";

/** Partials shown: a minute of them. */
const SHOWN = 60;

/** Space for dots at the edges, in pixels. */
const MARGIN = 5;

/** The latencies of the last partials as a line, with the limit that they should stay below. */
export class LatencyChart {
  #svg;
  #figure;
  #limitMs;
  /** @type {number[]} */
  #latenciesMs = [];

  /**
   * @param {SVGSVGElement} svg
   * @param {HTMLElement} figure shows the last latency as text
   * @param {number} limitMs
   */
  constructor(svg, figure, limitMs) {
    this.#svg = svg;
    this.#figure = figure;
    this.#limitMs = limitMs;
    new ResizeObserver(() => this.#draw()).observe(svg);
  }

  /** Begins again. */
  clear() {
    this.#latenciesMs = [];
    this.#show();
  }

  /** @param {number} latencyMs */
  add(latencyMs) {
    this.#latenciesMs.push(latencyMs);
    if (this.#latenciesMs.length > SHOWN) this.#latenciesMs.shift();
    this.#show();
  }

  #show() {
    const last = this.#latenciesMs.at(-1);
    this.#figure.textContent = last === undefined ? "–" : `${Math.round(last)} ms`;
    this.#svg.ariaLabel = last === undefined ? "No partial yet" : this.#describe();
    this.#draw();
  }

  #describe() {
    const sorted = this.#latenciesMs.toSorted((a, b) => a - b);
    const median = sorted[Math.floor(sorted.length / 2)] ?? NaN;
    const late = sorted.filter((ms) => ms > this.#limitMs).length;
    return `Last ${sorted.length} partials: median ${Math.round(median)} ms, longest ` +
      `${Math.round(sorted.at(-1) ?? NaN)} ms; ${late} above the limit of ${this.#limitMs} ms`;
  }

  #draw() {
    const { clientWidth: width, clientHeight: height } = this.#svg;
    const topMs = 1.15 * Math.max(this.#limitMs, ...this.#latenciesMs);
    const y = (/** @type {number} */ ms) => height - MARGIN - (height - 2 * MARGIN) * ms / topMs;
    const first = SHOWN - this.#latenciesMs.length;
    const x = (/** @type {number} */ i) =>
      MARGIN + (width - 2 * MARGIN) * (first + i) / (SHOWN - 1);
    const limitY = y(this.#limitMs);
    const points = this.#latenciesMs.map((ms, i) => `${x(i)},${y(ms)}`);
    this.#svg.replaceChildren(
      element("line", { class: "limit", x1: 0, x2: width, y1: limitY, y2: limitY }),
      element("polyline", { class: "line", points: points.join(" ") }),
      ...this.#latenciesMs.map((ms, i) => {
        const isLate = ms > this.#limitMs;
        return element("circle", { class: isLate ? "late" : "", cx: x(i), cy: y(ms), r: 2.5 });
      }),
    );
  }
}

/**
 * @param {string} name
 * @param {Record<string, string | number>} attributes
 */
function element(name, attributes) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  return element;
}
