import { Counter, Gauge, Registry } from "prom-client";
import type { BarrierCounts } from "./barrier/barriers.ts";

/** What is scraped. */
export interface CollectorNumbers {
  readonly isDraining: boolean;
  readonly waitingShards: number;
  readonly barriers: BarrierCounts;
  readonly runs: number;
  readonly files: number;
  readonly bytes: number;
  readonly uploads: Readonly<Record<UploadOutcome, number>>;
}

/** What became of an upload. */
export type UploadOutcome = "stored" | "equal" | "refused" | "failed";

/** The `Content-Type` of {@linkcode scrapeMetrics}. */
export const METRICS_CONTENT_TYPE: string = Registry.PROMETHEUS_CONTENT_TYPE;

/** The metrics of a collector in Prometheus' text format. */
export function scrapeMetrics(numbers: CollectorNumbers): Promise<string> {
  const registers = [new Registry()];
  const gauge = (name: string, help: string, value: number) =>
    new Gauge({ name: `stt_collector_${name}`, help, registers }).set(value);
  const counters = (name: string, help: string, label: string, values: Record<string, number>) => {
    const labelNames = [label];
    const counter = new Counter({ name: `stt_collector_${name}`, help, labelNames, registers });
    for (const [value, count] of Object.entries(values)) counter.inc({ [label]: value }, count);
  };
  gauge("draining", "1 while the collector shuts down", Number(numbers.isDraining));
  gauge("waiting_shards", "Shards that wait at a barrier", numbers.waitingShards);
  gauge("runs", "Runs that are kept", numbers.runs);
  gauge("files", "Files that are kept", numbers.files);
  gauge("stored_bytes", "Bytes of files, those coming in included", numbers.bytes);
  const { fallen, timedOut, refused } = numbers.barriers;
  new Counter({
    name: "stt_collector_barriers_fallen_total",
    help: "Barriers that have fallen",
    registers,
  }).inc(fallen);
  counters("shards_sent_away_total", "Shards that no barrier let through", "reason", {
    timed_out: timedOut,
    refused,
  });
  counters("uploads_total", "Uploads by what became of them", "outcome", numbers.uploads);
  return registers[0]!.metrics();
}
