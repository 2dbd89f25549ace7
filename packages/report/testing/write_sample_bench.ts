import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Manifest } from "@stt-bench/results";
import { sampleGateways } from "./sample_gateway.ts";
import type { SampleGateway } from "./sample_gateway.ts";
import { sampleLatencies } from "./sample_latencies.ts";
import { sampleManifest } from "./sample_manifest.ts";
import { writeSampleRun } from "./write_sample_run.ts";

/** What a sample bench measures. */
export interface SampleBench {
  readonly gateways?: readonly SampleGateway[];
  readonly sessions?: number;
  readonly rounds?: number;
  /** Rounds of a gateway in which the load generator was late: `deno 1`. */
  readonly invalid?: readonly string[];
  readonly changes?: Partial<Manifest>;
}

const PARTIALS = 400;

/**
 * Writes the folder of a head-to-head with plausible figures, the same at every call.
 *
 * @returns its path, in `parent`.
 */
export function writeSampleBench(
  parent: string,
  { gateways = sampleGateways, sessions = 1000, rounds = 5, invalid = ["deno 1"], changes = {} }:
    SampleBench = {},
): string {
  const directory = join(parent, "2026-11-21T12-00-00Z-bench");
  mkdirSync(directory, { recursive: true });
  const timings = { ramp_up_secs: 2, warmup_secs: 6, measure_secs: 8 };
  const runs = gateways.flatMap((gateway, index) =>
    Array.from({ length: rounds }, (_, i) => {
      const round = i + 1;
      return writeSampleRun(directory, {
        gateway,
        sessions,
        round,
        latencies: sampleLatencies(gateway.newestMs, PARTIALS, 100 * index + round),
        sendLatenessMs: invalid.includes(`${gateway.label} ${round}`) ? 20.5 : 2.4,
        timings,
      });
    })
  );
  const manifest = sampleManifest("bench", gateways, { runs });
  const load = { ...manifest.load, ...timings, sessions };
  const text = JSON.stringify({ ...manifest, load, ...changes }, null, 2);
  writeFileSync(join(directory, "manifest.json"), text);
  return directory;
}
