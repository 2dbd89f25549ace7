import { demand } from "@stt-bench/conformance";
import type { RollingCrowd } from "./rolling_crowd.ts";

/** What one drain under load came to; times are milliseconds after its signal. */
export interface RollingDrain {
  /** When each session got its Close, in order. */
  readonly closesMs: readonly number[];
  /** From each Close to the first answer elsewhere, in order. */
  readonly awayMs: readonly number[];
  /** When every session was served again. */
  readonly allBackMs: number;
  /** Frames that were sent and not accepted before the Close: their clients sent them again. */
  readonly resentFrames: number;
}

/** Gathers what the drain that began at `signalMs` did to the clients, once all are served again. */
export function rollingDrain({ clients }: RollingCrowd, signalMs: number): RollingDrain {
  const moves = clients.flatMap(({ visits }) =>
    visits.flatMap((visit, i) => {
      const next = visits[i + 1];
      if (visit.end === undefined || visit.end.atMs < signalMs) return [];
      return next?.servedAtMs === undefined ? [] : [{
        closedMs: visit.end.atMs - signalMs,
        backMs: next.servedAtMs - signalMs,
        resent: visit.sent - visit.answered,
      }];
    })
  );
  const sorted = (values: readonly number[]) => values.toSorted((a, b) => a - b);
  return {
    closesMs: sorted(moves.map(({ closedMs }) => closedMs)),
    awayMs: sorted(moves.map(({ closedMs, backMs }) => backMs - closedMs)),
    allBackMs: Math.max(0, ...moves.map(({ backMs }) => backMs)),
    resentFrames: moves.reduce((sum, { resent }) => sum + resent, 0),
  };
}

/** Parts of the drain time that closes are counted in. */
const PARTS = 10;

/** Closes that may fall in one part: a busy machine delays some, and all at once would be all. */
const MOST_IN_PART = 0.9;

/**
 * Demands that closes came within the drain time, and not together: a crowd that leaves at once comes
 * back at once.
 */
export function demandSpread({ closesMs }: RollingDrain, drainTimeoutMs: number): void {
  const lastMs = closesMs.at(-1);
  demand(
    lastMs !== undefined && lastMs <= drainTimeoutMs,
    `Last Close: expected it within ${drainTimeoutMs} ms, got it after ${lastMs} ms`,
  );
  const counts = new Array<number>(PARTS).fill(0);
  for (const ms of closesMs) {
    counts[Math.min(PARTS - 1, Math.floor(ms / drainTimeoutMs * PARTS))]!++;
  }
  demand(
    Math.max(...counts) <= MOST_IN_PART * closesMs.length,
    `Closes in each tenth of the drain: expected them spread, got ${counts}`,
  );
}
