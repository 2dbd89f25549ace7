import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { HISTOGRAM_NAMES, runFileName } from "@stt-bench/results";
import type { HistogramName, Manifest } from "@stt-bench/results";
import type { EncodedHistogram } from "@stt-bench/statistics";
import { encodeLatencies } from "./sample_latencies.ts";
import { sampleSummary } from "./sample_summary.ts";
import type { SampleRun } from "./sample_summary.ts";

const HEADER = "sample_index,session_id,oldest_frame_seq,newest_frame_seq,frames,transcript," +
  "audio_bytes,newest_latency_ms,oldest_latency_ms,flush_lateness_ms,received_ms";

const NO_LATENCIES = encodeLatencies([]);

/**
 * Writes summary, samples and histograms of a run.
 *
 * @returns what the manifest says of it.
 */
export function writeSampleRun(directory: string, run: SampleRun): Manifest["runs"][0] {
  const summary = sampleSummary(run);
  const write = (suffix: Parameters<typeof runFileName>[1], content: string) =>
    writeFileSync(join(directory, runFileName(summary, suffix)), content);
  write("summary.json", `${JSON.stringify(summary, null, 2)}\n`);
  write("samples.csv", samples(run));
  write("histograms.json", JSON.stringify(histograms(run)));
  const { gateway: { label }, round, sessions } = run;
  const { verdict: outcome, slo: { reasons } } = summary;
  const file = runFileName(summary, "summary.json");
  return { target: label, round, sessions, outcome, reasons, log: [], summary: file };
}

/** A row for each latency, spread evenly over the measured window. */
function samples({ latencies: { newestMs, oldestMs }, timings }: SampleRun): string {
  const rows = newestMs.map((newest, i) => {
    const receivedMs = timings.measure_secs * 1000 * i / newestMs.length;
    const batch = Math.floor(i / 10) * 50;
    return [
      i,
      i % 10,
      batch + 1,
      batch + 50,
      50,
      i % 7 === 0 ? `"one, ""two"" three"` : "one two three",
      32_000,
      newest.toFixed(3),
      oldestMs[i]!.toFixed(3),
      "0.500",
      receivedMs.toFixed(3),
    ].join();
  });
  return `${[HEADER, ...rows].join("\n")}\n`;
}

function histograms({ latencies: { newestMs, oldestMs }, sendLatenessMs }: SampleRun) {
  const [newest, oldest] = [newestMs, oldestMs].map(encodeLatencies);
  const known: Partial<Record<HistogramName, EncodedHistogram | undefined>> = {
    newest_frame_to_partial_latency: newest,
    oldest_frame_to_partial_latency: oldest,
    newest_from_schedule: newest,
    oldest_from_schedule: oldest,
    send_lateness: encodeLatencies([sendLatenessMs]),
  };
  const encoded = HISTOGRAM_NAMES.map((name) => [name, known[name] ?? NO_LATENCIES] as const);
  return { schema_version: 1, histograms: Object.fromEntries(encoded) };
}
