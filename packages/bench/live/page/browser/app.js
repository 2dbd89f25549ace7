// @ts-check
import { byId } from "./by_id.js";
import { chartsOf } from "./charts_of.js";
import { listen } from "./connection.js";
import { CurrentStep, describeEnd } from "./current_step.js";
import { LiveStore } from "./live_store.js";
import { fillSampleTable } from "./sample_table.js";
import { StepTable } from "./step_table.js";
import { SvgChart } from "./svg_chart.js";
import { OUTCOMES } from "./words.js";

/** @import { LiveStep } from "../live_state.ts" */

const store = new LiveStore();
const status = byId("status", HTMLElement);
const current = new CurrentStep();
const charts = new Map(
  [...document.querySelectorAll("figure[id]")].map((figure) => [figure.id, new SvgChart(figure)]),
);
const steps = new StepTable(byId("steps", HTMLElement), (step) => choose(step));
const follow = byId("follow", HTMLButtonElement);
const numbers = byId("numbers", HTMLDetailsElement);

listen({
  onState(state, isNew) {
    if (isNew) store.connected(state);
    else store.change(state);
    show();
  },
  onSamples(samples) {
    store.setSamples(samples);
    show();
  },
  onSample(sample) {
    store.addSample(sample);
    show();
  },
  onLost() {
    showStatus("lost", "The bench doesn't answer: these are its last figures");
  },
});
follow.addEventListener("click", () => choose(undefined));
numbers.addEventListener("toggle", show);
// Nothing is drawn for nobody.
document.addEventListener("visibilitychange", show);

/** @param {number | undefined} step */
function choose(step) {
  store.choose(step);
  show();
}

function show() {
  const { state, shown } = store;
  if (state === undefined || document.hidden) return;
  byId("program", HTMLElement).textContent = state.program;
  showStatus(
    state.outcome ?? "running",
    state.outcome === null ? "Running" : OUTCOMES[state.outcome],
  );
  current.show(state, newestOf(store.current?.id));
  steps.show(state, shown?.id, (step) => store.samplesOf(step).length > 0);
  showRun();
}

function showRun() {
  const { shown } = store;
  byId("shown", HTMLElement).textContent = headingOf(shown);
  // How the current step has ended stands above.
  const isEarlier = shown !== undefined && shown !== store.current;
  byId("shown-end", HTMLElement).textContent = isEarlier ? describeEnd(shown) : "";
  follow.hidden = !store.isChosen || store.state?.outcome !== null;
  const samples = shown === undefined ? [] : store.samplesOf(shown.id);
  if (samples.length > 0) {
    for (const chart of chartsOf(samples)) {
      charts.get(chart.id)?.show(chart);
    }
  } else for (const chart of charts.values()) chart.show(undefined);
  if (numbers.open) fillSampleTable(byId("samples", HTMLElement), samples);
}

/** @param {LiveStep | undefined} shown */
function headingOf(shown) {
  if (shown === undefined) return "Nothing streams yet";
  return shown === store.current ? "This run" : shown.title;
}

/** @param {number | undefined} step */
function newestOf(step) {
  return step === undefined ? undefined : store.samplesOf(step).at(-1);
}

/**
 * @param {string} phase
 * @param {string} text
 */
function showStatus(phase, text) {
  status.dataset["phase"] = phase;
  if (status.textContent !== text) status.textContent = text;
}
