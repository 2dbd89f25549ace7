/** What an axis shows: from a round number to a round number in round steps. */
export interface Range {
  readonly min: number;
  readonly max: number;
  readonly step: number;
}

/** The least range with round numbers that has `min` … `max` in it, in about `steps` steps or less. */
export function niceRange(min: number, max: number, steps = 5): Range {
  const rough = (max - min || Math.abs(max) || 1) / steps;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].find((factor) => factor * power >= rough)! * power;
  const [first, last] = [Math.floor(min / step + 1e-9), Math.ceil(max / step - 1e-9)];
  return { min: round(first * step), max: round(last * step), step: round(step) };
}

function round(value: number): number {
  return Number(value.toPrecision(12));
}
