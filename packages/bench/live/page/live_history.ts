import { totalErrors } from "@stt-bench/results";
import type { Outcome, RunSummary } from "@stt-bench/results";
import type { News, RunEnd, Step } from "../../run/progress.ts";
import type { LiveSample } from "../live_sample.ts";
import { isInterruption } from "../step_end.ts";
import type { LiveState, LiveStep, RunFigures } from "./live_state.ts";
import { SampleSeries } from "./sample_series.ts";

/** What a page can be sent, by the name of its event. */
export interface LiveEvents {
  readonly state: LiveState;
  /** All samples of a step so far. */
  readonly samples: { readonly step: number; readonly samples: readonly LiveSample[] };
  /** One more. */
  readonly sample: { readonly step: number; readonly sample: LiveSample };
}

/** Sends one event to every page that is open. */
export type Send = <Name extends keyof LiveEvents>(name: Name, data: LiveEvents[Name]) => void;

/** More points than a chart has room for tell nothing. */
const SAMPLES_OF_STEP = 600;

/** Everything that pages are shown: who opens one late gets what was before. */
export class LiveHistory {
  readonly #send: Send;
  readonly #nowMs: () => number;
  readonly #series = new Map<number, SampleSeries>();
  #state: LiveState;

  /** `nowMs` tells milliseconds since 1970. */
  constructor(program: string, send: Send, nowMs: () => number) {
    this.#send = send;
    this.#nowMs = nowMs;
    this.#state = { program, outcome: null, steps: [] };
  }

  /** Sends everything so far by `send`. */
  replay(send: Send): void {
    send("state", this.#state);
    for (const [step, { samples }] of this.#series) send("samples", { step, samples });
  }

  /** A step begins. @returns its id. */
  begin({ title, left }: Step): number {
    const id = this.#state.steps.length;
    const step: LiveStep = {
      id,
      title,
      doing: "",
      problem: null,
      startedAtMs: this.#nowMs(),
      endedAtMs: null,
      outcome: null,
      reason: "",
      left: left ?? null,
      figures: null,
    };
    this.#change({ steps: [...this.#state.steps, step] });
    return id;
  }

  /** A step tells news. */
  tell(id: number, news: News): void {
    if (typeof news === "string") return this.#changeStep(id, { doing: news });
    switch (news.kind) {
      case "problem":
        return this.#changeStep(id, { problem: news.text });
      case "end":
        return this.#changeStep(id, endOf(news));
      case "sample":
        return this.#addSample(id, news.sample);
    }
  }

  /** A step has ended, by `error` if there is one. */
  end(id: number, error?: Error): void {
    this.#changeStep(id, { endedAtMs: this.#nowMs(), ...(error && failureBy(error)) });
  }

  /** The program has ended. */
  conclude(outcome: Outcome): void {
    this.#change({ outcome });
  }

  #addSample(step: number, sample: LiveSample): void {
    let series = this.#series.get(step);
    if (series === undefined) this.#series.set(step, series = new SampleSeries(SAMPLES_OF_STEP));
    series.add(sample);
    this.#send("sample", { step, sample });
  }

  #changeStep(id: number, change: Partial<LiveStep>): void {
    this.#change({ steps: this.#state.steps.with(id, { ...this.#state.steps[id]!, ...change }) });
  }

  #change(change: Partial<LiveState>): void {
    this.#state = { ...this.#state, ...change };
    this.#send("state", this.#state);
  }
}

function failureBy(error: Error): Partial<LiveStep> {
  if (isInterruption(error)) return { outcome: "interrupted" };
  return { outcome: "fail", reason: error.message.split("\n", 1)[0]! };
}

function endOf({ outcome, reasons, summary }: RunEnd): Partial<LiveStep> {
  const figures = summary === undefined ? null : figuresOf(summary);
  return { outcome, reason: outcome === "interrupted" ? "" : reasons.join("; "), figures };
}

function figuresOf(summary: RunSummary): RunFigures {
  const { newest_frame_to_partial_latency: { p50_ms, p95_ms }, gateway } = summary;
  return {
    newestP50Ms: p50_ms,
    newestP95Ms: p95_ms,
    cpuUsPerSessionSecond: gateway?.cpu_us_per_session_second ?? null,
    errors: totalErrors(summary),
  };
}
