import { FRAME_MS } from "@stt-bench/protocol";
import type { Timeline } from "./timeline.ts";

/** The frames of one session that are due inside the measured window, and what is missing of them. */
export class FrameWindow {
  readonly #startMs: number;
  readonly #timeline: Timeline;
  #first = 1;
  #last = 0;
  #isOver = false;
  #answeredTooLate = 0;

  /** Frame 1 is due at `startMs`. */
  constructor(startMs: number, timeline: Timeline) {
    this.#startMs = startMs;
    this.#timeline = timeline;
  }

  /** Frames of the window that were reached so far. */
  get size(): number {
    return this.#last - this.#first + 1;
  }

  /** When frame `seq` is due. */
  dueMs(seq: number): number {
    return this.#startMs + (seq - 1) * FRAME_MS;
  }

  /** Is frame `seq` one of the window? */
  includes(seq: number): boolean {
    return seq >= this.#first && seq <= this.#last;
  }

  /** The wheel has reached frame `seq`, due at `dueMs`; returns whether it belongs to the window. */
  reach(seq: number, dueMs: number): boolean {
    if (!this.#timeline.measures(dueMs)) {
      this.#isOver = dueMs >= this.#timeline.measureEndMs;
      return false;
    }
    if (this.#last === 0) this.#first = seq;
    this.#last = seq;
    return true;
  }

  /** Frames `oldest … newest` were answered; those due longer ago than the grace are missing. */
  answer(oldest: number, newest: number, nowMs: number): void {
    const late = Math.min(newest, this.#last, this.#newestPastGrace(nowMs));
    this.#answeredTooLate += Math.max(0, late - Math.max(oldest, this.#first) + 1);
  }

  /** Is the window over, and each of its frames answered? `nextSeq` is the next to be answered. */
  isSettled(nextSeq: number): boolean {
    return this.#isOver && nextSeq > this.#last;
  }

  /**
   * Frames of the window that were not answered in time; `nextSeq` is the next to be answered. While
   * answers `canCome`, open frames count only if they are past their grace.
   */
  missing(nextSeq: number, nowMs: number, canCome: boolean): number {
    const last = canCome ? Math.min(this.#last, this.#newestPastGrace(nowMs)) : this.#last;
    return this.#answeredTooLate + Math.max(0, last - Math.max(this.#first, nextSeq) + 1);
  }

  /**
   * Partials that must have come inside the window, when frames were sent until `endMs` and the
   * gateway flushes every `flushIntervalMs`: one less than the intervals that fit in, since the
   * flush's phase and its latency may move one answer over either edge.
   */
  partialsDue(endMs: number, flushIntervalMs: number): number {
    const { measureMs, measureEndMs } = this.#timeline;
    const ms = Math.min(endMs, measureEndMs) - Math.max(this.#startMs, measureMs);
    return Math.max(0, Math.floor(ms / flushIntervalMs) - 1);
  }

  #newestPastGrace(nowMs: number): number {
    return Math.ceil((nowMs - this.#timeline.graceMs - this.#startMs) / FRAME_MS);
  }
}
