import { toLine } from "../../report/to_line.ts";
import type { Left, News, Step } from "../../run/progress.ts";
import type { LiveView } from "./render_live.ts";
import type { StepEnd } from "../step_end.ts";

/** What is known of a step that goes on. */
export class ShownStep {
  readonly #step: Step;
  readonly #nowMs: () => number;
  readonly #startMs: number;
  #doingSinceMs: number;
  #news: Pick<LiveView, "doing" | "sample" | "problem"> = {
    doing: undefined,
    sample: undefined,
    problem: undefined,
  };
  #end: StepEnd;

  /** `nowMs` is a monotonic clock. */
  constructor(step: Step, nowMs: () => number) {
    this.#step = step;
    this.#nowMs = nowMs;
    this.#startMs = nowMs();
    this.#doingSinceMs = this.#startMs;
  }

  /** How it ended, once it has. */
  get end(): StepEnd {
    return this.#end;
  }

  /** Takes news of it. */
  tell(news: News): void {
    if (typeof news === "string") {
      this.#news = { ...this.#news, doing: toLine(news) };
      this.#doingSinceMs = this.#nowMs();
      this.#end = news;
    } else if (news.kind === "problem") this.#news = { ...this.#news, problem: toLine(news.text) };
    else if (news.kind === "sample") {
      this.#news = { ...this.#news, doing: undefined, sample: news.sample };
    } else this.#end = news;
  }

  /** What there is to see now. */
  view(): LiveView {
    const doingSecs = (this.#nowMs() - this.#doingSinceMs) / 1000;
    return { title: this.#step.title, ...this.#news, doingSecs, left: this.#left() };
  }

  /** The run itself knows better than an estimate how long it will take at least. */
  #left(): Left | undefined {
    const { left } = this.#step;
    if (left === undefined) return undefined;
    const leastMs = (this.#news.sample?.leftSecs ?? 0) * 1000;
    return { ...left, ms: Math.max(leastMs, left.ms - (this.#nowMs() - this.#startMs)) };
  }
}
