import type { MetricFamily, Sample } from "./read_exposition.ts";

/** Parts of names that say another unit than Prometheus' seconds, bytes and ratios. */
const OTHER_UNITS =
  /_(ms|us|ns|milliseconds|microseconds|minutes|hours|kb|mb|gb|kilobytes|megabytes|bits|percent)(_|$)/;

/** Labels by which a metric would have a series for each client. */
const UNBOUNDED =
  /^(id|session|session_id|peer|client|address|ip|port|token|trace|trace_id|url|path)$/;

/**
 * What is wrong with metrics that can be read: names against Prometheus' conventions, help that says
 * nothing, labels without a bound, values that cannot be, buckets that don't add up. Empty when
 * nothing is.
 */
export function expositionProblems(families: Iterable<MetricFamily>): string[] {
  return [...families].flatMap((family) => [
    ...nameProblems(family),
    ...family.samples.flatMap((sample) => sampleProblems(family, sample)),
    ...(family.type === "histogram" ? histogramProblems(family) : []),
  ]);
}

function nameProblems({ name, type, help, samples }: MetricFamily): string[] {
  const problems: string[] = [];
  if (name !== name.toLowerCase()) problems.push(`${name}: expected small letters`);
  if (OTHER_UNITS.test(name)) problems.push(`${name}: expected seconds or bytes`);
  if ((type === "counter") !== name.endsWith("_total")) {
    problems.push(`${name}: expected _total at the end of counters, got a ${type}`);
  }
  if (help.length < 5) problems.push(`${name}: expected help, got "${help}"`);
  if (samples.length === 0) problems.push(`${name}: expected samples, got none`);
  return problems;
}

function sampleProblems({ name, type }: MetricFamily, { labels, value }: Sample): string[] {
  const problems = Object.keys(labels)
    .filter((label) => UNBOUNDED.test(label))
    .map((label) => `${name}: expected no label "${label}"`);
  if (!Number.isFinite(value) || (type !== "gauge" && value < 0)) {
    problems.push(`${name}: expected a number that a ${type} can have, got ${value}`);
  }
  if (name.endsWith("_info") && value !== 1) problems.push(`${name}: expected 1, got ${value}`);
  return problems;
}

/** Each histogram of the family: buckets by ascending bounds, of which each holds those below it. */
function histogramProblems({ name, samples }: MetricFamily): string[] {
  const groups = Map.groupBy(samples, ({ labels: { le: _, ...labels } }) => JSON.stringify(labels));
  return [...groups].flatMap(([labels, group]) => {
    const valuesOf = (ending: string) =>
      group.filter((sample) => sample.name === name + ending).map(({ value }) => value);
    const bounds = group.map(({ labels }) => labels["le"]).filter((bound) => bound !== undefined);
    const buckets = valuesOf("_bucket");
    const [counts, sums] = [valuesOf("_count"), valuesOf("_sum")];
    return [
      ...(isAscending(bounds.slice(0, -1).map(Number)) && bounds.at(-1) === "+Inf"
        ? []
        : [`expected ascending bounds and +Inf, got ${bounds}`]),
      ...(isAscending(buckets, true) ? [] : [`expected buckets that grow, got ${buckets}`]),
      ...(counts.length === 1 && counts[0] === buckets.at(-1)
        ? []
        : [`expected the count of the last bucket, got ${counts} and ${buckets}`]),
      ...(sums.length === 1 ? [] : [`expected one sum, got ${sums.length}`]),
    ].map((problem) => `${name}${labels}: ${problem}`);
  });
}

function isAscending(numbers: readonly number[], mayStay = false): boolean {
  return numbers.every((number, i) =>
    i === 0 || number > numbers[i - 1]! || (mayStay && number === numbers[i - 1])
  );
}
