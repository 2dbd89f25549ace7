import { CheckResult } from "@stt-bench/results";
import * as v from "valibot";

/** Version of the file's fields; a change that could break a reader raises it. */
export const CALIBRATION_SCHEMA_VERSION = 1;

/** What is calibrated, in this order. */
export const stages = ["generator", "simulator", "together"] as const;

/** One of {@linkcode stages}. */
export type Stage = (typeof stages)[number];

/** What a stage is called. */
export const stageNames: Readonly<Record<Stage, string>> = {
  generator: "load generator",
  simulator: "simulator",
  together: "both together",
};

const atLeast0 = v.pipe(v.number(), v.finite(), v.minValue(0));
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const texts = v.record(v.string(), v.string());
/** CPU of one process in percent of one core; null where it could not be read. */
const cpuPercent = v.nullable(atLeast0);

/**
 * Who did not hold: the tools that are calibrated, what stands in for the gateway, or the machine,
 * which others used at the same time. Only the first says something of the tools' ceiling.
 */
export const Culprit = v.picklist(["tools", "stand-ins", "machine"]);

/** One of {@linkcode Culprit}. */
export type Culprit = v.InferOutput<typeof Culprit>;

/** Strict schema of {@linkcode Figures}. */
export const Figures = v.strictObject({
  sessions: count,
  /** Null if the tools held. */
  culprit: v.nullable(Culprit),
  checks: v.array(CheckResult),
  /** Null where the load generator did not run. */
  generator: v.nullable(v.strictObject({
    cpu_percent: atLeast0,
    /** CPU time for each frame of the measured window. */
    us_per_frame: v.nullable(atLeast0),
    send_lateness_p99_ms: atLeast0,
  })),
  /** Null where the simulator did not run; its percentiles are null if it did not live to tell. */
  simulator: v.nullable(v.strictObject({
    cpu_percent: cpuPercent,
    us_per_request: v.nullable(atLeast0),
    queue_wait_p99_ms: v.nullable(atLeast0),
    loop_delay_p99_ms: v.nullable(atLeast0),
  })),
  /** What takes the frames in a gateway's place. */
  null_gateway: v.nullable(v.strictObject({
    cpu_percent: cpuPercent,
    send_wait_p99_ms: atLeast0,
  })),
  /** What sends the requests in a gateway's place. */
  inferbench: v.nullable(v.strictObject({
    cpu_percent: cpuPercent,
    send_lateness_p99_ms: atLeast0,
  })),
});

/** One run of a calibration: so many sessions, what was measured, and whether the tools held. */
export type Figures = v.InferOutput<typeof Figures>;

/** Strict schema of {@linkcode Ceiling}. */
export const Ceiling = v.strictObject({
  /** The most sessions at which the tools held, at the second try at most; null if not known. */
  sessions: v.nullable(count),
  /** Whether it may lie higher: something else than the tools ended the search. */
  at_least: v.boolean(),
  /** The check that did not hold above it; null if nothing above was tried. */
  limited_by: v.nullable(v.string()),
  /** What ended the search, one line each. */
  reasons: v.array(v.string()),
  /** The last run at the ceiling, and the one with the fewest sessions above it that did not hold. */
  last_good: v.nullable(Figures),
  first_bad: v.nullable(Figures),
  /** The last run at the number of sessions that was asked for. */
  asked: v.nullable(Figures),
  /** All runs, in their order. */
  runs: v.array(v.strictObject({ sessions: count, culprit: v.nullable(Culprit) })),
});

/** How many sessions something can serve. For the simulator a session is one request a second. */
export type Ceiling = v.InferOutput<typeof Ceiling>;

/** Strict schema of {@linkcode CalibrationConditions}. */
export const CalibrationConditions = v.strictObject({
  machine: v.strictObject({ cpu_model: v.string(), cores: count, kernel: v.string() }),
  /** Runtime and version of the load generator and of the simulator. */
  programs: v.strictObject({ loadgen: v.string(), inference: v.string() }),
  /** Who runs on which CPUs, in words. */
  pinning: v.string(),
  /** Passes of the simulated model over the audio. */
  cpu_passes: count,
  /** Variables of the caller that configure the simulator. */
  environment: texts,
});

/** What a calibration holds under: with any difference it tells nothing. */
export type CalibrationConditions = v.InferOutput<typeof CalibrationConditions>;

/** Strict schema of {@linkcode Calibration}. */
export const Calibration = v.strictObject({
  schema_version: v.literal(CALIBRATION_SCHEMA_VERSION),
  calibrated_at: v.pipe(v.string(), v.isoTimestamp()),
  conditions: CalibrationConditions,
  /** Timings of each run. */
  load: v.strictObject({
    ramp_up_secs: atLeast0,
    session_start_spread_ms: atLeast0,
    warmup_secs: atLeast0,
    measure_secs: atLeast0,
  }),
  /** The load in question, if there is one. */
  sessions: v.nullable(count),
  /** The load generator against a gateway that throws frames away. */
  generator: Ceiling,
  /** The simulator under one request for each session and second. */
  simulator: Ceiling,
  /** Both at once, as in a comparison: above this no capacity may be claimed. */
  together: Ceiling,
});

/** How many sessions load generator and simulator can serve on a machine: the file of `calibrate`. */
export type Calibration = v.InferOutput<typeof Calibration>;
