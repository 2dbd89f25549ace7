import { Counter, Gauge, Registry } from "prom-client";
import type { Metric } from "prom-client";
import type { HistogramNumbers } from "./histogram.ts";

/** What a metric is called, and what it says. */
export interface MetricHead {
  readonly name: string;
  readonly help: string;
}

/** A value for each value of one label. */
export interface ByLabel<T> {
  readonly label: string;
  readonly values: Readonly<Record<string, T>>;
}

/** What is in the buckets of a histogram, and their upper bounds. */
export interface HistogramValues {
  readonly boundsMs: readonly number[];
  readonly numbers: HistogramNumbers;
}

/** One line of a histogram. */
interface Sample {
  readonly metricName: string;
  readonly labels: Readonly<Record<string, string | number>>;
  readonly value: number;
}

/** Writes plain numbers in Prometheus' text format. */
export class MetricsWriter {
  readonly #registry = new Registry();

  /** A number that goes up and down. */
  gauge(head: MetricHead, value: number): void {
    new Gauge({ ...head, registers: [this.#registry] }).set(value);
  }

  /** One for each value of a label. */
  gauges(head: MetricHead, { label, values }: ByLabel<number>): void {
    const gauge = new Gauge({ ...head, labelNames: [label], registers: [this.#registry] });
    for (const [name, value] of Object.entries(values)) gauge.set({ [label]: name }, value);
  }

  /** A number that only goes up. */
  counter(head: MetricHead, value: number): void {
    new Counter({ ...head, registers: [this.#registry] }).inc(value);
  }

  /** One for each value of a label. */
  counters(head: MetricHead, { label, values }: ByLabel<number>): void {
    const counter = new Counter({ ...head, labelNames: [label], registers: [this.#registry] });
    for (const [name, value] of Object.entries(values)) counter.inc({ [label]: name }, value);
  }

  /** A gauge of 1 whose `labels` are what there is to know. */
  info(head: MetricHead, labels: Readonly<Record<string, string>>): void {
    const labelNames = Object.keys(labels);
    new Gauge({ ...head, labelNames, registers: [this.#registry] }).set({ ...labels }, 1);
  }

  /** Durations by bucket, in seconds. */
  histogram(head: MetricHead, values: HistogramValues): void {
    this.#register(head, samplesOf(head.name, values, {}));
  }

  /** One for each value of a label. */
  histograms(head: MetricHead, { label, values }: ByLabel<HistogramValues>): void {
    const samples = Object.entries(values).flatMap(([value, histogram]) =>
      samplesOf(head.name, histogram, { [label]: value })
    );
    this.#register(head, samples);
  }

  /** All that was written. */
  text(): Promise<string> {
    return this.#registry.metrics();
  }

  /** prom-client's own `Histogram` counts by itself, and cannot be told what was counted (15.1). */
  #register({ name, help }: MetricHead, values: readonly Sample[]): void {
    const metric = { name, get: () => Promise.resolve({ name, help, type: "histogram", values }) };
    this.#registry.registerMetric(metric as unknown as Metric);
  }
}

/** The lines of one histogram. Prometheus wants each bucket to hold those below it, too. */
function samplesOf(
  name: string,
  { boundsMs, numbers: { counts, sumMs } }: HistogramValues,
  labels: Readonly<Record<string, string>>,
): Sample[] {
  let count = 0;
  const buckets = counts.map((inBucket, i): Sample => {
    count += inBucket;
    const boundMs = boundsMs[i];
    const le = boundMs === undefined ? "+Inf" : boundMs / 1000;
    return { metricName: `${name}_bucket`, labels: { ...labels, le }, value: count };
  });
  return [
    ...buckets,
    { metricName: `${name}_sum`, labels, value: sumMs / 1000 },
    { metricName: `${name}_count`, labels, value: count },
  ];
}
