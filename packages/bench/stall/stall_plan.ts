import type { StallOptions } from "./stall_options.ts";

/** A frame every 20 ms. */
const FRAMES_PER_SECOND = 50;

/** The gateway's interval between two flushes. */
export const FLUSH_INTERVAL_MS = 1000;

/** When things happen, and what the programs are told; see {@linkcode planStall}. */
export interface StallPlan {
  readonly warmupSecs: number;
  readonly measureSecs: number;
  /** From the start of the measured window to the stop. */
  readonly stopAfterMs: number;
  readonly stallMs: number;
  /** From the start of the load generator to its end, at most. */
  readonly expectedMs: number;
  readonly simulatorEnv: Readonly<Record<string, string>>;
  readonly gatewayEnv: Readonly<Record<string, string>>;
  /** Arguments of the load generator, but for the URL. */
  readonly loadArguments: readonly string[];
}

/**
 * Lays the stall between the flushes, which all sessions have in the same instant, so that each gets
 * three partials in the window:
 *
 * ```text
 *  0.0   0.5                          +0.0  +0.5   +1.1
 *   |-----|············ stopped ·······|-----|------|
 *   1     ^                            2     3      end
 * ```
 *
 * 1. answers what came before the window: nobody waited.
 * 2. answers, as soon as the gateway goes on, what it had before it was stopped. These frames waited
 *    for the whole stall, after they were sent.
 * 3. answers what was held back meanwhile. These frames waited *before* they were sent, so latencies
 *    from the actual send cannot see it.
 *
 * Its buffer takes nine tenths of the stall: what is over is dropped, the first frames after the stop
 * among it. These the kernel had still taken, so both clocks would agree on them. The model's time is
 * short and does not vary, as it would only blur the picture.
 */
export function planStall({ sessions, stallSecs }: StallOptions): StallPlan {
  const warmupSecs = 2;
  const measureSecs = 0.5 + stallSecs + 1.1;
  // A frame that was held back is answered so late, and not missing.
  const graceSecs = stallSecs + 5;
  return {
    warmupSecs,
    measureSecs,
    stopAfterMs: 500,
    stallMs: stallSecs * 1000,
    expectedMs: (warmupSecs + measureSecs + graceSecs + 10) * 1000,
    simulatorEnv: {
      MODEL_DELAY_MS: "20",
      MODEL_JITTER_SIGMA: "0",
      MODEL_LONGTAIL_PROB: "0",
      MODEL_BATCH_WAIT_MAX_MS: "0",
      MODEL_MAX_CONCURRENT: "65536",
    },
    gatewayEnv: {
      FLUSH_INTERVAL_MS: String(FLUSH_INTERVAL_MS),
      FLUSH_PHASE_JITTER_MS: "0",
      MAX_BUFFERED_FRAMES: String(0.9 * stallSecs * FRAMES_PER_SECOND),
      OVERFLOW_POLICY: "drop-oldest",
      WORKERS: "1",
    },
    loadArguments: Object.entries({
      sessions,
      "warmup-secs": warmupSecs,
      "measure-secs": measureSecs.toFixed(1),
      "session-grace-secs": graceSecs,
      // A session that gives up would not show how long its frames waited.
      "send-timeout-ms": (stallSecs + 10) * 1000,
      progress: "json",
    }).flatMap(([name, value]) => [`--${name}`, `${value}`]).concat("--json"),
  };
}
