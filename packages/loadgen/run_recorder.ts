import type { ErrorMessage } from "@stt-bench/protocol";
import { BREAK_CAUSES, HISTOGRAM_NAMES, RUN_PHASES } from "@stt-bench/results";
import type { BreakCause, HistogramName, Measurements, RunPhase } from "@stt-bench/results";
import { LatencyHistogram } from "@stt-bench/statistics";

/** What one session leaves behind when it ends. */
export interface SessionTally {
  /** Frames whose write has begun. */
  readonly sent: number;
  /** Frames that were due, and waited behind back-pressure to the end. */
  readonly unsent: number;
  /** Frames sent that were answered by a partial, by an error, or by an overflow error. */
  readonly acknowledged: number;
  readonly inErrors: number;
  readonly dropped: number;
  /** Frames that were due inside the measured window, and those of them without an answer in time. */
  readonly measured: number;
  readonly missing: number;
  /** Answers (partials or errors) that were due inside the window, and those that did not come. */
  readonly expectedPartials: number;
  readonly missingPartials: number;
}

/**
 * A session's life: idle → connecting → waiting (for its phase) → streaming → closing → over. Each
 * may skip to over.
 */
export type SessionState = "idle" | "connecting" | "waiting" | "streaming" | "closing" | "over";

type PhaseErrors = Measurements["errors_by_phase"][RunPhase];
type ErrorSample = Measurements["inference_error_samples"][number];

const MAX_SAMPLES = 5;

/** Good enough to watch a run by, and small enough to be set back every second. */
const RECENT_DIGITS = 2;

/** Everything that a run counts and times. Sessions write to it, the summary reads it. */
export class RunRecorder {
  readonly histograms: Readonly<Record<HistogramName, LatencyHistogram>> = table(
    HISTOGRAM_NAMES,
    () => new LatencyHistogram(),
  );
  readonly errorsByPhase: Readonly<Record<RunPhase, PhaseErrors>> = table(
    RUN_PHASES,
    () => ({ protocol_errors: 0, inference_errors: 0, timeouts: 0 }),
  );
  /** Newest frame → partial, of the partials since it was last reset. */
  readonly recent: LatencyHistogram = new LatencyHistogram(RECENT_DIGITS);
  /** The phase that errors now count in. */
  phase: RunPhase = "connecting";
  /** Sessions in each state. */
  readonly sessions: Record<SessionState, number> = {
    idle: 0,
    connecting: 0,
    waiting: 0,
    streaming: 0,
    closing: 0,
    over: 0,
  };
  /** Frames whose write has begun. */
  framesSent = 0;
  /** Partials of the whole run, and of the measured window. */
  partials = 0;
  measuredPartials = 0;
  /** Sessions that began to connect. */
  sessionsStarted = 0;
  silentSessions = 0;
  readonly broken: Map<BreakCause, { count: number; example: string }> = new Map();
  readonly inferenceErrorCounts: Map<string, { error: ErrorMessage; count: number }> = new Map();
  readonly inferenceErrorSamples: ErrorSample[] = [];
  readonly tally = {
    sent: 0,
    unsent: 0,
    acknowledged: 0,
    inErrors: 0,
    dropped: 0,
    measured: 0,
    missing: 0,
    expectedPartials: 0,
    missingPartials: 0,
  };

  /** Sessions that broke. */
  get brokenSessions(): number {
    return [...this.broken.values()].reduce((sum, { count }) => sum + count, 0);
  }

  /** Errors of every kind. */
  get errors(): number {
    return Object.values(this.errorsByPhase).reduce(
      (sum, errors) => sum + errors.protocol_errors + errors.inference_errors + errors.timeouts,
      0,
    );
  }

  /** Counts a session that broke; called once for each. */
  sessionBroke(cause: BreakCause, message: string): void {
    const known = this.broken.get(cause);
    if (known) known.count++;
    else this.broken.set(cause, { count: 1, example: message });
    const errors = this.errorsByPhase[this.phase];
    if (BREAK_CAUSES[cause] === "protocol_errors") errors.protocol_errors++;
    else errors.timeouts++;
  }

  /** Counts a batch that the gateway could not serve, and keeps up to five different ones. */
  inferenceError(error: ErrorMessage): void {
    this.errorsByPhase[this.phase].inference_errors++;
    const key = `${error.stage} ${error.kind}`;
    const known = this.inferenceErrorCounts.get(key);
    if (known) known.count++;
    else this.inferenceErrorCounts.set(key, { error, count: 1 });
    this.#sample(error);
  }

  /** Adds what a session left behind; called once for each that streamed. */
  sessionEnded(tally: SessionTally): void {
    for (const name of Object.keys(this.tally) as (keyof SessionTally)[]) {
      this.tally[name] += tally[name];
    }
  }

  #sample({ stage, kind, message, inference_status, retryable }: ErrorMessage): void {
    const samples = this.inferenceErrorSamples;
    if (samples.length === MAX_SAMPLES) return;
    const isKnown = samples.some((known) =>
      known.stage === stage && known.kind === kind && known.message === message &&
      known.inference_status === inference_status
    );
    if (!isKnown) samples.push({ stage, kind, message, inference_status, retryable });
  }
}

function table<Name extends string, T>(names: readonly Name[], make: () => T): Record<Name, T> {
  return Object.fromEntries(names.map((name) => [name, make()])) as Record<Name, T>;
}
