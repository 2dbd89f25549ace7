import { test } from "node:test";
import { assertEquals, assertThrows } from "@std/assert";
import { LatencyHistogram } from "@stt-bench/statistics";
import fc from "fast-check";
import { createHistograms, mergeHistograms, toHistogramFile } from "../histograms.ts";
import { HISTOGRAM_NAMES } from "../latency.ts";
import type { RunSummary } from "../run_summary.ts";
import { BALANCED } from "../slo_profile.ts";
import { runSummary } from "../testing/run_summary.ts";
import { mergeShards } from "./merge_shards.ts";
import type { ShardFiles } from "./merge_shards.ts";

const START = { at_epoch_ms: 1e12, late_ms: 0, clock_skew_ms: 1, clock_drift_ms: 0 };

/** A shard that passed, with `changes`. */
function shard(index: number, count: number, changes: Partial<RunSummary> = {}): ShardFiles {
  const summary = runSummary({ start: START, ...changes });
  return {
    summary: {
      ...summary,
      config: { ...summary.config, shard_index: index, shard_count: count },
    },
    histograms: toHistogramFile(createHistograms()),
  };
}

function problemsOf(...shards: readonly ShardFiles[]): readonly string[] {
  return mergeShards(shards, BALANCED).summary.slo.reasons
    .filter((reason) => reason.startsWith("shards"));
}

test("mergeHistograms of any split records what one histogram would have", () => {
  const latencies = fc.array(fc.double({ min: 0, max: 70_000, noNaN: true }), { maxLength: 60 });
  const split = latencies.chain((values) =>
    fc.record({
      values: fc.constant(values),
      parts: fc.array(fc.nat({ max: 4 }), { minLength: values.length, maxLength: values.length }),
    })
  );
  fc.assert(fc.property(split, ({ values, parts }) => {
    const whole = new LatencyHistogram();
    const shards = Array.from({ length: 5 }, createHistograms);
    for (const [i, value] of values.entries()) {
      whole.record(value);
      for (const name of HISTOGRAM_NAMES) shards[parts[i]!]![name].record(value);
    }
    const merged = mergeHistograms(shards.map(toHistogramFile));
    for (const name of HISTOGRAM_NAMES) {
      assertEquals(
        [merged[name].count, merged[name].clamped, merged[name].summary()],
        [whole.count, whole.clamped, whole.summary()],
      );
    }
  }));
});

test("mergeShards sums what is counted, and keeps the worst generator", () => {
  const { generator, sessions, partials } = runSummary();
  const busy = { ...generator, cpu_percent: 60, steal_percent: 1, max_rss_bytes: 100 };
  const idle = { ...generator, cpu_percent: 20, steal_percent: null, max_rss_bytes: 50 };
  const { summary } = mergeShards(
    [shard(1, 2, { generator: busy }), shard(0, 2, { generator: idle })],
    BALANCED,
  );
  assertEquals([summary.sessions, summary.partials], [2 * sessions, 2 * partials]);
  assertEquals(summary.generator, { ...busy, max_rss_bytes: 150 });
  assertEquals(summary.shards?.merged.map(({ index, start }) => [index, start]), [
    [0, START],
    [1, START],
  ]);
});

test("mergeShards of all shards that began together has nothing to say against them", () => {
  assertEquals(problemsOf(shard(0, 2), shard(1, 2)), []);
});

const ends: readonly [a: RunSummary["ended"], b: RunSummary["ended"], both: RunSummary["ended"]][] =
  [
    ["complete", "complete", "complete"],
    ["complete", "gateway_lost", "complete"],
    ["gateway_lost", "gateway_lost", "gateway_lost"],
    ["gateway_lost", "interrupted", "interrupted"],
    ["complete", "interrupted", "interrupted"],
  ];

for (const [a, b, both] of ends) {
  test(`mergeShards of ${a} and ${b} is ${both}`, () => {
    const { summary } = mergeShards(
      [shard(0, 2, { ended: a }), shard(1, 2, { ended: b })],
      BALANCED,
    );
    assertEquals(summary.ended, both);
  });
}

const problems: readonly [what: string, shards: readonly ShardFiles[], problem: string][] = [
  ["a missing shard", [shard(0, 3), shard(2, 3)], "shards: shards is all but 1 of 3, expected all"],
  [
    "a late starter",
    [shard(0, 2), shard(1, 2, { start: { ...START, late_ms: 21 } })],
    "shards: shard start lateness 21 ms > 20 ms",
  ],
  [
    "a clock that is behind",
    [shard(0, 2), shard(1, 2, { start: { ...START, clock_skew_ms: -1500 } })],
    "shards: shard clock skew 1500 ms > 1000 ms",
  ],
  [
    "a clock that drifts",
    [shard(0, 2, { start: { ...START, clock_drift_ms: 25 } }), shard(1, 2)],
    "shards: shard clock drift 25 ms > 20 ms",
  ],
];

for (const [what, shards, problem] of problems) {
  test(`mergeShards is invalid for ${what}`, () => {
    assertEquals(problemsOf(...shards), [problem]);
    assertEquals(mergeShards(shards, BALANCED).summary.verdict, "invalid");
  });
}

const refused: readonly [shards: readonly ShardFiles[], message: string][] = [
  [[], "expected some, got none"],
  [[shard(0, 2), shard(0, 2)], "expected each once, got 0/2 twice"],
  [[shard(0, 2), shard(1, 3)], "Cannot merge shard 1/3: expected shard_count 2, got 3"],
  [[shard(0, 2), shard(1, 2, { repeat: 7 })], "expected repeat 1, got 7"],
  [
    [shard(0, 2), shard(1, 2, { start: { ...START, at_epoch_ms: 5 } })],
    "expected start 1000000000000, got 5",
  ],
];

for (const [shards, message] of refused) {
  test(`mergeShards refuses: ${message}`, () => {
    assertThrows(() => mergeShards(shards, BALANCED), TypeError, message);
  });
}
