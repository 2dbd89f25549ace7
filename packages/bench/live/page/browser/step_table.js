// @ts-check
import { figure, OUTCOMES } from "./words.js";

/** @import { LiveState, LiveStep } from "../live_state.ts" */

/** All steps so far and how they ended. A run's charts are shown at the press of its button. */
export class StepTable {
  #body;
  #onChoose;

  /**
   * @param {HTMLElement} body of the table
   * @param {(step: number) => void} onChoose called with the run whose button was pressed
   */
  constructor(body, onChoose) {
    this.#body = body;
    this.#onChoose = onChoose;
  }

  /**
   * @param {LiveState} state
   * @param {number | undefined} shown the run whose charts are shown
   * @param {(step: number) => boolean} hasCharts
   */
  show({ steps }, shown, hasCharts) {
    const rows = /** @type {HTMLTableRowElement[]} */ ([...this.#body.children]);
    for (const row of rows.slice(steps.length)) row.remove();
    for (const step of steps) {
      const row = rows[step.id] ?? this.#addRow(step.id);
      this.#fill(row, step, hasCharts(step.id), step.id === shown);
    }
  }

  /** @param {number} id */
  #addRow(id) {
    const row = document.createElement("tr");
    const heading = document.createElement("th");
    heading.scope = "row";
    const button = document.createElement("button");
    button.type = "button";
    button.addEventListener("click", () => this.#onChoose(id));
    heading.append(button);
    row.append(heading, ...Array.from({ length: 5 }, () => document.createElement("td")));
    this.#body.append(row);
    return row;
  }

  /**
   * The elements stay, so that the keyboard's focus does.
   *
   * @param {HTMLTableRowElement} row
   * @param {LiveStep} step
   * @param {boolean} hasCharts
   * @param {boolean} isShown
   */
  #fill(row, step, hasCharts, isShown) {
    const { title, outcome, figures, endedAtMs } = step;
    const button = /** @type {HTMLButtonElement} */ (row.querySelector("button"));
    setText(button, title);
    button.disabled = !hasCharts;
    button.ariaPressed = String(isShown);
    row.dataset["outcome"] = outcome ?? "";
    const texts = [
      outcome !== null ? OUTCOMES[outcome] : endedAtMs === null ? "goes on" : "done",
      figure(figures?.newestP50Ms, "ms"),
      figure(figures?.newestP95Ms, "ms"),
      figure(figures?.cpuUsPerSessionSecond, "µs"),
      figure(figures?.errors),
    ];
    texts.forEach((text, i) => setText(/** @type {HTMLElement} */ (row.cells[i + 1]), text));
  }
}

/**
 * @param {HTMLElement} element
 * @param {string} text
 */
function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}
