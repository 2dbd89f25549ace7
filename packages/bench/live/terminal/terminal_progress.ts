import { toLine } from "../../report/to_line.ts";
import type { Progress, Report, Step } from "../../run/progress.ts";
import { renderLive } from "./render_live.ts";
import type { LiveDisplay } from "./render_live.ts";
import { ShownStep } from "./shown_step.ts";
import { describeStepEnd, renderStepEnd } from "../step_end.ts";
import type { StepEnd } from "../step_end.ts";
import { TerminalBlock } from "./terminal_block.ts";

/** A terminal that is drawn on. */
export interface LiveTerminal {
  write(text: string): unknown;
  /** What it is like now: its size changes while a program runs. */
  display(): LiveDisplay;
}

/** The time, as {@linkcode TerminalProgress} needs it. */
export interface LiveClock {
  /** Monotonic. */
  now(): number;
  /** Calls `run` again and again. @returns what ends that. */
  every(ms: number, run: () => void): () => void;
}

/** Waits are counted once a second. Under load news come as often, and nothing is drawn between. */
const TICK_MS = 1000;

/** A view of the step that goes on, about once a second. Of a step that has ended one line stays. */
export class TerminalProgress implements Progress {
  readonly isLive = true;
  readonly #terminal: LiveTerminal;
  readonly #clock: LiveClock;
  readonly #block: TerminalBlock;
  #drawnAtMs = -Infinity;

  /** Draws nothing yet. */
  constructor(terminal: LiveTerminal, clock: LiveClock) {
    this.#terminal = terminal;
    this.#clock = clock;
    this.#block = new TerminalBlock({
      write: (text) => terminal.write(text),
      get columns() {
        return terminal.display().columns;
      },
    });
  }

  /** Writes it above the view. */
  note(text: string): void {
    this.#block.replace([text]);
  }

  /** Shows the step while it goes on, and how it ended. */
  async step<T>(step: Step, run: (report: Report) => Promise<T>): Promise<T> {
    const shown = new ShownStep(step, () => this.#clock.now());
    this.#draw(shown);
    const stop = this.#clock.every(TICK_MS, () => {
      if (this.#clock.now() - this.#drawnAtMs >= TICK_MS) this.#draw(shown);
    });
    try {
      const result = await run((news) => {
        shown.tell(news);
        this.#draw(shown);
      });
      this.#conclude(step, shown.end);
      return result;
    } catch (error) {
      this.#conclude(step, error as Error);
      throw error;
    } finally {
      stop();
    }
  }

  #draw(shown: ShownStep): void {
    this.#drawnAtMs = this.#clock.now();
    this.#block.draw(renderLive(shown.view(), this.#terminal.display()));
  }

  #conclude({ title }: Step, end: StepEnd): void {
    const { hasColor } = this.#terminal.display();
    const why = toLine(describeStepEnd(end));
    this.#block.replace([`${renderStepEnd(title, end, hasColor)}  ${why}`.trimEnd()]);
  }
}
