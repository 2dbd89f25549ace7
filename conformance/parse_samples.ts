import { demand } from "./violation.ts";

/**
 * The samples of `metrics` (Prometheus' text format) by the text before their values, such as
 * `x_total{a="b"}`.
 */
export function parseSamples(metrics: string): ReadonlyMap<string, number> {
  const lines = metrics.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  return new Map(lines.map((line) => {
    const end = line.lastIndexOf(" ");
    return [line.slice(0, end), Number(line.slice(end + 1))];
  }));
}

/**
 * The value of the sample `name`.
 *
 * @throws {Violation} when there is none.
 */
export function sampleValue(samples: ReadonlyMap<string, number>, name: string): number {
  const value = samples.get(name);
  demand(value !== undefined, `Expected the metric ${name}, got none`);
  return value;
}
