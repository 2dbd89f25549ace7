/** What an axis shows: from a round number to a round number in round steps. */
export interface Range {
  readonly min: number;
  readonly max: number;
  readonly step: number;
}

/** How many steps there may be, about. */
const STEPS = 5;

/** The least range with round numbers that has `min` … `max` in it, in about five steps or less. */
export function niceRange(min: number, max: number): Range {
  const rough = (max - min || Math.abs(max) || 1) / STEPS;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].find((factor) => factor * power >= rough)! * power;
  const steps = [Math.floor(min / step + 1e-9), Math.ceil(max / step - 1e-9)] as const;
  return { min: round(steps[0] * step), max: round(steps[1] * step), step: round(step) };
}

function round(value: number): number {
  return Number(value.toPrecision(12));
}
