// @ts-check
import { layOut } from "./chart_layout.js";

/** @import { Chart } from "./charts_of.js" */

const SVG = "http://www.w3.org/2000/svg";

/** One chart of the page: its newest values in words, and the lines that led there. */
export class SvgChart {
  #svg;
  #now;
  /** @type {Chart | undefined} */
  #chart;

  /** @param {Element} figure has an `svg`, and a `.now` for the newest values */
  constructor(figure) {
    this.#svg = /** @type {SVGSVGElement} */ (figure.querySelector("svg"));
    this.#now = /** @type {HTMLElement} */ (figure.querySelector(".now"));
    new ResizeObserver(() => this.#draw()).observe(this.#svg);
  }

  /** @param {Chart | undefined} chart undefined empties it */
  show(chart) {
    this.#chart = chart;
    this.#now.replaceChildren(...(chart?.now ?? []).map(({ text, isOver }) => {
      const span = document.createElement("span");
      span.textContent = text;
      span.classList.toggle("over", isOver);
      return span;
    }));
    this.#svg.ariaLabel = chart === undefined ? "Nothing yet" : describe(chart);
    this.#draw();
  }

  #draw() {
    const { clientWidth, clientHeight } = this.#svg;
    const chart = this.#chart;
    if (chart === undefined || clientWidth === 0) return this.#svg.replaceChildren();
    const { plot, yTicks, xTicks, measured, limits, lines, names } = layOut(
      chart,
      clientWidth,
      clientHeight,
    );
    const acrossPlot = { x1: plot.left, x2: plot.right };
    this.#svg.replaceChildren(
      ...(measured === undefined ? [] : [
        element("rect", {
          class: "measured",
          ...measured,
          y: plot.top,
          height: plot.bottom - plot.top,
        }),
        text("measured", { class: "measured-name", x: measured.x, y: plot.top - 5 }),
      ]),
      ...yTicks.flatMap(({ y, text: label }) => [
        element("line", { class: "grid", ...acrossPlot, y1: y, y2: y }),
        text(label, { class: "tick y", x: plot.left - 6, y: y + 4 }),
      ]),
      ...xTicks.map(({ x, text: label }) =>
        text(label, { class: "tick x", x, y: plot.bottom + 15 })
      ),
      ...limits.flatMap(({ y, text: label }) => [
        element("line", { class: "limit", ...acrossPlot, y1: y, y2: y }),
        text(label, { class: "limit-name", x: plot.right, y: y - 4 }),
      ]),
      ...lines.map(({ name, path }) => element("path", { class: `line ${name}`, d: path })),
      ...names.map(({ name, x, y }) => text(name, { class: `name ${name}`, x: x + 6, y: y + 4 })),
    );
  }
}

/**
 * A chart in one sentence.
 *
 * @param {Chart} chart
 */
function describe({ series, unit, now }) {
  const most = series.map(({ name, points }) => {
    const values = points.flatMap(([, value]) => value ?? []);
    const highest = values.reduce((a, b) => Math.max(a, b), 0);
    return `${name} ${Math.round(highest)}`;
  });
  return `Now: ${now.map(({ text }) => text).join("; ")}. Highest so far, in ${unit}: ${
    most.join(", ")
  }.`;
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

/**
 * @param {string} content
 * @param {Record<string, string | number>} attributes
 */
function text(content, attributes) {
  const text = element("text", attributes);
  text.textContent = content;
  return text;
}
