// @ts-check
import { figure } from "./words.js";

/** @import { LiveSample } from "../../live_sample.ts" */

const ROWS = 30;

/**
 * The newest samples as numbers, for those who would rather read than look at charts.
 *
 * @param {HTMLElement} body of the table
 * @param {readonly LiveSample[]} samples
 */
export function fillSampleTable(body, samples) {
  body.replaceChildren(
    ...samples.slice(-ROWS).toReversed().map((sample) => {
      const { cpuPercent } = sample;
      const row = document.createElement("tr");
      for (
        const text of [
          figure(sample.atMs / 1000, "s"),
          sample.phase,
          figure(sample.newestP50Ms),
          figure(sample.newestP95Ms),
          figure(sample.sessionsOpen),
          figure(sample.partialsPerSec),
          figure(sample.errors),
          figure(cpuPercent.gateway),
          figure(cpuPercent.generator),
          figure(cpuPercent.simulator),
        ]
      ) {
        row.insertCell().textContent = text;
      }
      return row;
    }),
  );
}
