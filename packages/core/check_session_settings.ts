import type { OverflowPolicy, SessionSettings } from "./session_settings.ts";

/** What a setting must be. */
interface Rule {
  readonly expected: string;
  readonly holds: (value: unknown) => boolean;
}

const OVERFLOW_POLICIES: readonly OverflowPolicy[] = ["drop-oldest", "pause", "close"];

const integerFrom = (least: number): Rule => ({
  expected: `an integer ≥ ${least}`,
  holds: (value) => Number.isSafeInteger(value) && (value as number) >= least,
});

const positive: Rule = {
  expected: "a finite number above 0",
  holds: (value) => Number.isFinite(value) && (value as number) > 0,
};

const notNegative: Rule = {
  expected: "a number ≥ 0",
  holds: (value) => typeof value === "number" && value >= 0,
};

const rules: Readonly<Record<keyof SessionSettings, Rule>> = {
  frameBytes: integerFrom(1),
  frameMs: positive,
  flushIntervalMs: positive,
  flushPhaseJitterMs: notNegative,
  cpuPasses: integerFrom(0),
  modelDelayMs: integerFrom(0),
  maxBufferedFrames: integerFrom(1),
  overflowPolicy: {
    expected: `one of ${OVERFLOW_POLICIES.join(", ")}`,
    holds: (value) => OVERFLOW_POLICIES.includes(value as OverflowPolicy),
  },
  startTimeoutMs: notNegative,
  sendTimeoutMs: notNegative,
  maxFrameRate: notNegative,
  idleTimeoutMs: notNegative,
};

/**
 * Sees that sessions can work with `settings`.
 *
 * @throws {RangeError} that names every setting with which they can't.
 */
export function checkSessionSettings(settings: SessionSettings): void {
  const names = Object.keys(rules) as (keyof SessionSettings)[];
  const problems = names
    .filter((name) => !rules[name].holds(settings[name]))
    .map((name) => `expected ${name} to be ${rules[name].expected}, got ${settings[name]}`);
  if (problems.length === 0) return;
  throw new RangeError(`Cannot open sessions: ${problems.join("; ")}`);
}
