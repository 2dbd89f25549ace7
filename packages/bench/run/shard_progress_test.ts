import { test } from "node:test";
import { assertEquals } from "@std/assert";
import type { ProgressEvent } from "@stt-bench/results";
import { ShardProgress } from "./shard_progress.ts";

const moment = { phase: "measure", at_ms: 5000, epoch_ms: 1e12 } as const;

function counted(count: number, latencyMs: number | null): ProgressEvent {
  return {
    event: "progress",
    ...moment,
    sessions_open: count,
    sessions_broken: count,
    frames_sent: count,
    partials: count,
    errors: count,
    newest_p50_ms: latencyMs,
    newest_p95_ms: latencyMs,
  };
}

test("ShardProgress tells the sums and the worst when the first shard reports", () => {
  const progress = new ShardProgress(2);
  assertEquals(progress.observe(1, counted(3, 90)), undefined);
  assertEquals(progress.observe(0, counted(4, null)), counted(7, 90));
});

test("ShardProgress tells each phase once, and every problem", () => {
  const progress = new ShardProgress(2);
  const phase: ProgressEvent = { event: "phase", ...moment };
  const problem: ProgressEvent = { event: "problem", ...moment, message: "why" };
  assertEquals(progress.observe(0, phase), phase);
  assertEquals(progress.observe(1, phase), undefined);
  assertEquals(progress.observe(1, problem), problem);
});
