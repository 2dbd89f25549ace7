import { FRAME_MS } from "@stt-bench/protocol";
import { spread } from "./spread.ts";

/** How long the closes of all sessions are spread, in milliseconds. */
const CLOSE_SPREAD_MS = 1000;

/** The durations and numbers that a run's schedule follows from. */
export interface Schedule {
  readonly sessions: number;
  readonly rampUpSecs: number;
  readonly sessionStartSpreadMs: number;
  readonly warmupSecs: number;
  readonly measureSecs: number;
  readonly sessionGraceSecs: number;
  readonly flushIntervalMs: number;
  readonly sessionSecs?: number | undefined;
}

/** When things happen in a run, in milliseconds of the clock that gave `startMs`. */
export class Timeline {
  /** The run begins. */
  readonly startMs: number;
  /** The last session should stream. */
  readonly warmupMs: number;
  /** The measured window opens. */
  readonly measureMs: number;
  /** The measured window closes. */
  readonly measureEndMs: number;
  /** How long a frame of the window is awaited. */
  readonly graceMs: number;
  /** How long a session streams before a successor takes its place; undefined: to the end. */
  readonly lifeMs: number | undefined;
  readonly #schedule: Schedule;

  /** The run begins at `nowMs`, or up to a millisecond before. */
  constructor(nowMs: number, schedule: Schedule) {
    this.#schedule = schedule;
    // Whole milliseconds add up exactly, so that a frame on an edge of the window is in or out, and
    // not a matter of rounding.
    this.startMs = Math.floor(nowMs);
    this.warmupMs = this.startMs + schedule.rampUpSecs * 1000 + schedule.sessionStartSpreadMs;
    this.measureMs = this.warmupMs + schedule.warmupSecs * 1000;
    this.measureEndMs = this.measureMs + schedule.measureSecs * 1000;
    this.graceMs = schedule.sessionGraceSecs * 1000;
    this.lifeMs = schedule.sessionSecs === undefined ? undefined : schedule.sessionSecs * 1000;
  }

  /** When session `id` begins to connect. Its place within the 20 ms of a frame is its own. */
  sessionStartMs(id: number): number {
    const { sessions, rampUpSecs, sessionStartSpreadMs } = this.#schedule;
    const share = id / sessions;
    return this.startMs + share * (rampUpSecs * 1000 + sessionStartSpreadMs) +
      spread(id) * FRAME_MS;
  }

  /** The first moment from `nowMs` on at which session `id` may stream without leaving its phase. */
  streamStartMs(id: number, nowMs: number): number {
    const startMs = this.sessionStartMs(id);
    return startMs + Math.max(0, Math.ceil((nowMs - startMs) / FRAME_MS)) * FRAME_MS;
  }

  /**
   * How long session `id`, one of those that begin the run, streams. From one session to its successor
   * it takes a life, and up to a flush more until the last frame is answered; each of the first
   * sessions streams for a fraction of that of its own, so that their ends are spread evenly.
   */
  firstLifeMs(id: number): number | undefined {
    if (this.lifeMs === undefined) return undefined;
    return (this.lifeMs + this.#schedule.flushIntervalMs) * (1 - spread(id));
  }

  /** The earliest moment at which session `id` closes; closes are staggered after the window. */
  closeMs(id: number): number {
    return this.measureEndMs + spread(id) * CLOSE_SPREAD_MS;
  }

  /** Does `ms` lie inside the measured window? */
  measures(ms: number): boolean {
    return ms >= this.measureMs && ms < this.measureEndMs;
  }
}
