import { test } from "node:test";
import { BALANCED, evaluateSlo, HISTOGRAM_NAMES, mergeShards } from "@stt-bench/results";
import { mergeHistograms, toHistogramFile } from "@stt-bench/results";
import type { Measurements, ShardFiles } from "@stt-bench/results";
import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { spread } from "./spread.ts";
import type { Behaviour } from "./testing/fake_gateway.ts";
import { errorOf } from "./testing/messages.ts";
import { startRun, testSettings } from "./testing/run_load.ts";

/** How a gateway may treat a session. */
const behaviours: readonly Behaviour[] = [
  {},
  { delayMs: 180 },
  { connect: "refuse" },
  { answer: (batch) => [errorOf(batch)] },
  { at: { 2500: (connection) => connection.cut("reset") } },
  { answer: () => [] },
];

/** Which sessions are treated how, and into how many shards the run is split. */
const runs = fc.array(fc.nat({ max: behaviours.length - 1 }), { minLength: 1, maxLength: 7 })
  .chain((kinds) =>
    fc.record({ kinds: fc.constant(kinds), shards: fc.integer({ min: 1, max: kinds.length }) })
  );

/** Runs the shard `index` of `count`; each session is treated by its id, whoever runs it. */
async function runShard(kinds: readonly number[], index: number, count: number) {
  const settings = testSettings("--sessions", `${kinds.length}`, "--shard", `${index}/${count}`);
  // Without a ramp they connect in the order of their places within a frame.
  const ids = kinds.map((_, id) => id)
    .filter((id) => id % count === index)
    .sort((a, b) => spread(a) - spread(b));
  const { clock, result } = startRun(settings, (nth) => behaviours[kinds[ids[nth]!]!]!);
  const { measured, outcome } = await clock.until(result);
  const { verdict, ...judgement } = evaluateSlo(measured, BALANCED);
  const summary = { ...measured, verdict, slo: { profile: BALANCED.name, ...judgement } };
  return { summary, histograms: toHistogramFile(outcome.recorder.histograms) } as ShardFiles;
}

/** What doesn't depend on how many processes there were, nor on who saw an error first. */
function comparable({ summary, histograms }: ShardFiles) {
  const { generator: _, shards: __, slo, broken_sessions, ...rest }: Measurements & {
    slo: ShardFiles["summary"]["slo"];
  } = summary;
  const isOwn = ({ check }: { check: string }) =>
    !check.startsWith("shard") && !check.startsWith("generator");
  return {
    ...rest,
    slo: { ...slo, checks: slo.checks.filter(isOwn) },
    broken: broken_sessions.map(({ cause, count }) => `${cause} ${count}`).sort(),
    inference_error_counts: rest.inference_error_counts.map((entry) => JSON.stringify(entry))
      .sort(),
    inference_error_samples: rest.inference_error_samples.length,
    histograms: HISTOGRAM_NAMES.map((name) => {
      const histogram = mergeHistograms([histograms])[name];
      return [name, histogram.count, histogram.clamped, histogram.summary()];
    }),
  };
}

test("mergeShards makes of the shards of a run what one process would have measured", async () => {
  const property = fc.asyncProperty(runs, async ({ kinds, shards }) => {
    const whole = await runShard(kinds, 0, 1);
    const parts: ShardFiles[] = [];
    for (let index = 0; index < shards; index++) {
      parts.unshift(await runShard(kinds, index, shards));
    }
    const merged = mergeShards(parts, BALANCED);
    assertEquals(comparable(merged), comparable(whole));
    assertEquals(merged.summary.shards?.merged.length, shards);
  });
  await fc.assert(property, { numRuns: 12 });
});
