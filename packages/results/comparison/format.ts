import type { Comparison } from "./comparison.ts";
import type { Metric } from "./metrics.ts";

type Spread = Comparison["targets"][0]["metrics"][string];
type Ratio = Comparison["targets"][0]["ratios"][string];

/** A value with its unit, e.g. `9.8 ms`, `668 µs`. */
export function formatValue(value: number, unit: Metric["unit"]): string {
  return `${digits(value)} ${unit}`;
}

/** A median with its range when there is one: `668 µs (636–676)`. */
export function formatSpread({ median, min, max, count }: Spread, unit: Metric["unit"]): string {
  const range = count > 1 ? ` (${digits(min)}–${digits(max)})` : "";
  return formatValue(median, unit) + range;
}

/** A ratio with its 95 % interval when there is one: `0.79 (0.75–0.83)`. */
export function formatRatio({ ratio, low, high }: Pick<Ratio, "ratio" | "low" | "high">): string {
  const interval = low === null || high === null ? "" : ` (${low.toFixed(2)}–${high.toFixed(2)})`;
  return (ratio?.toFixed(2) ?? "–") + interval;
}

/** One digit after the point below 10, none above. */
function digits(value: number): string {
  return value.toFixed(value < 10 ? 1 : 0);
}
