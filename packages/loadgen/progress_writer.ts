import type { ProgressEvent, RunPhase } from "@stt-bench/results";
import type { RunListener } from "./load_run.ts";
import { round3 } from "./round3.ts";
import type { RunRecorder } from "./run_recorder.ts";

/** Where progress is written. */
export interface ProgressTarget {
  write(text: string): unknown;
  readonly isTTY?: boolean;
}

const ERASE_LINE = "\r\x1b[K";

/** Writes each event as one line of JSON, for programs. */
export function jsonProgress(target: ProgressTarget): RunListener {
  let phase: RunPhase = "connecting";
  const write = (event: ProgressEvent) => target.write(`${JSON.stringify(event)}\n`);
  const moment = (atMs: number) => ({ phase, at_ms: round3(atMs), epoch_ms: Date.now() });
  return {
    phase(next, atMs) {
      phase = next;
      write({ event: "phase", ...moment(atMs) });
    },
    progress(recorder, atMs) {
      write({ event: "progress", ...moment(atMs), ...numbersOf(recorder), ...recentOf(recorder) });
    },
    problem(message, atMs) {
      write({ event: "problem", ...moment(atMs), message });
    },
  };
}

/** Writes for people: on a terminal one line that stays up to date, elsewhere a line each phase. */
export function textProgress(target: ProgressTarget): RunListener {
  const erase = target.isTTY ? ERASE_LINE : "";
  let phase: RunPhase = "connecting";
  return {
    phase(next, atMs) {
      phase = next;
      if (!target.isTTY) target.write(`${seconds(atMs)}  ${next}\n`);
      else if (next === "done") target.write(erase);
    },
    progress(recorder, atMs) {
      if (!target.isTTY) return;
      const { sessions_open, frames_sent, partials, errors } = numbersOf(recorder);
      target.write(
        `${erase}${seconds(atMs)}  ${phase}: ${sessions_open} sessions, ${frames_sent} frames, ` +
          `${partials} partials, ${errors} errors`,
      );
    },
    problem(message) {
      target.write(`${erase}${message}\n`);
    },
  };
}

/** Writes nothing but problems. */
export function quietProgress(target: ProgressTarget): RunListener {
  return { phase() {}, progress() {}, problem: (message) => target.write(`${message}\n`) };
}

function numbersOf(recorder: RunRecorder) {
  const { waiting, streaming, closing } = recorder.sessions;
  return {
    sessions_open: waiting + streaming + closing,
    sessions_broken: recorder.brokenSessions,
    frames_sent: recorder.framesSent,
    partials: recorder.partials,
    errors: recorder.errors,
  };
}

function recentOf({ recent }: RunRecorder) {
  if (recent.count === 0) return { newest_p50_ms: null, newest_p95_ms: null };
  const { p50_ms, p95_ms } = recent.summary();
  return { newest_p50_ms: p50_ms, newest_p95_ms: p95_ms };
}

function seconds(atMs: number): string {
  return `${(atMs / 1000).toFixed(1).padStart(6)} s`;
}
