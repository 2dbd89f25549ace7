import { leakVerdict, summarize } from "@stt-bench/statistics";
import * as v from "valibot";
import { SoakSample } from "./soak_series.ts";

/** Version of the fields of a soak; a change that could break a reader raises it. */
export const SOAK_SCHEMA_VERSION = 1;

const number = v.pipe(v.number(), v.finite());

/** Medians over the seconds of one part of the time; null when no partial came. */
const Latency = v.strictObject({ p50_ms: v.nullable(number), p95_ms: v.nullable(number) });

/** Strict schema of {@linkcode SoakReport}. */
export const SoakReport = v.strictObject({
  schema_version: v.literal(SOAK_SCHEMA_VERSION),
  target: v.string(),
  memory: v.strictObject({
    /** `unknown` where the time was too short, or the gateway's process isn't known. */
    verdict: v.picklist(["leak", "steady", "unknown"]),
    bytes_per_hour: v.nullable(number),
    low_bytes_per_hour: v.nullable(number),
    high_bytes_per_hour: v.nullable(number),
    grown_bytes: v.nullable(number),
    mean_bytes: v.nullable(number),
  }),
  /** Newest frame → partial, in the first and in the last quarter of the time. */
  latency: v.strictObject({ first_quarter: Latency, last_quarter: Latency }),
  samples: v.array(SoakSample),
});

/** How memory and latency of a gateway went over a long time: the file `<target>.soak.json`. */
export type SoakReport = v.InferOutput<typeof SoakReport>;

/** Judges what was sampled of `target`: its memory, if that is known for `judgedFromSecs`. */
export function soakReport(
  target: string,
  samples: readonly SoakSample[],
  judgedFromSecs = 0,
): SoakReport {
  const memory = leakVerdict(samples.flatMap(({ at_secs, rss_bytes }) => {
    return rss_bytes === null ? [] : [{ atSecs: at_secs, bytes: rss_bytes }];
  }));
  const secs = (samples.at(-1)?.at_secs ?? 0) - (samples[0]?.at_secs ?? 0);
  const quarter = Math.max(1, Math.floor(samples.length / 4));
  return {
    schema_version: SOAK_SCHEMA_VERSION,
    target,
    memory: {
      verdict: secs < judgedFromSecs ? "unknown" : memory.verdict,
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

function latencyOf(samples: readonly SoakSample[]): v.InferOutput<typeof Latency> {
  const median = (of: "newest_p50_ms" | "newest_p95_ms") => {
    const values = samples.map((sample) => sample[of]).filter((value) => value !== null);
    return values.length === 0 ? null : summarize(values).median;
  };
  return { p50_ms: median("newest_p50_ms"), p95_ms: median("newest_p95_ms") };
}
