import { createHistogram } from "node:perf_hooks";

/** Requests that got no answer from the model, by what their client did. */
export interface ErrorCounts {
  odd_length: number;
  too_large: number;
  client_gone: number;
}

/**
 * What is counted and timed between two resets. A request belongs to the window in which it began,
 * for good: so no later one begins with what was under way before it.
 */
export class StatsWindow {
  readonly queueWait = createHistogram();
  readonly answerLateness = createHistogram();
  readonly loopDelay = createHistogram();
  readonly errors: ErrorCounts = { odd_length: 0, too_large: 0, client_gone: 0 };
  requests = 0;
  answered = 0;
  faultsInjected = 0;
}
