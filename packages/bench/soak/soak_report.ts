import { SOAK_SCHEMA_VERSION } from "@stt-bench/results";
import type { SoakReport, SoakSample } from "@stt-bench/results";
import { leakVerdict, summarize } from "@stt-bench/statistics";

/**
 * Nothing tells a heap that still fills from a leak in less than ten minutes, of which samples cover
 * all but the edges.
 */
const JUDGED_FROM_SECS = 590;

/** Sums up what was sampled of `target`. Its memory is judged from ten minutes on. */
export function soakReport(target: string, samples: readonly SoakSample[]): SoakReport {
  const memory = leakVerdict(samples.flatMap(({ at_secs, rss_bytes }) => {
    return rss_bytes === null ? [] : [{ atSecs: at_secs, bytes: rss_bytes }];
  }));
  const secs = (samples.at(-1)?.at_secs ?? 0) - (samples[0]?.at_secs ?? 0);
  const quarter = Math.max(1, Math.floor(samples.length / 4));
  return {
    schema_version: SOAK_SCHEMA_VERSION,
    target,
    memory: {
      verdict: secs < JUDGED_FROM_SECS ? "unknown" : memory.verdict,
      bytes_per_hour: memory.trend?.bytesPerHour ?? null,
      low_bytes_per_hour: memory.trend?.lowBytesPerHour ?? null,
      high_bytes_per_hour: memory.trend?.highBytesPerHour ?? null,
      grown_bytes: memory.trend?.grownBytes ?? null,
      mean_bytes: memory.trend?.meanBytes ?? null,
    },
    latency: {
      first_quarter: latencyOf(samples.slice(0, quarter)),
      last_quarter: latencyOf(samples.slice(-quarter)),
    },
    samples: [...samples],
  };
}

/** Why a soak fails by the gateway's memory, in plain words; empty where it doesn't. */
export function leakReasons({ memory }: SoakReport): string[] {
  if (memory.verdict !== "leak") return [];
  return ["the gateway leaks: its memory grew to the end, and not by chance"];
}

function latencyOf(samples: readonly SoakSample[]): SoakReport["latency"]["first_quarter"] {
  const median = (of: "newest_p50_ms" | "newest_p95_ms") => {
    const values = samples.map((sample) => sample[of]).filter((value) => value !== null);
    return values.length === 0 ? null : summarize(values).median;
  };
  return { p50_ms: median("newest_p50_ms"), p95_ms: median("newest_p95_ms") };
}
