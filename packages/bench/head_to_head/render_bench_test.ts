import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { compareTargets } from "@stt-bench/results";
import type { Manifest } from "@stt-bench/results";
import { storedManifest } from "@stt-bench/results/testing";
import { plainDisplay } from "../fixtures/plain_display.ts";
import { targetResult } from "../fixtures/target_results.ts";
import { renderBench } from "./render_bench.ts";
import type { TargetResult } from "./target_result.ts";

/** The lines of a bench with these results, but for its tables. */
function lines(results: readonly TargetResult[], changes: Partial<Manifest> = {}): string[] {
  const manifest = { ...storedManifest("bun"), ...changes };
  const comparison = compareTargets(results, "bun");
  const report = { manifest, results, comparison, directory: "results/x" };
  return renderBench(report, plainDisplay).split("\n").filter((line) => !/^[│┌├└]/.test(line));
}

test("renderBench says what was measured, where, and where its files are", () => {
  const load = { ...storedManifest().load, profile: "full" as const };
  assertEquals(lines([], { load, inference_url: "http://x/" }), [
    "250 sessions, profile full: ramp 2 s, warm-up 3 s, measured 10 s, inference at http://x/",
    "gateway on CPU 1, tools on CPU 0",
    "Files: results/x",
  ]);
});

test("renderBench says of what a limited gateway must not be taken for", () => {
  const conditions = { ...storedManifest().conditions, cpu_limit: 0.25, memory_limit_bytes: 2e9 };
  assertEquals(lines([], { conditions }).slice(2, 3), [
    "each gateway is held to 0.25 vCPU and 1907 MiB of memory: don't scale this to a whole CPU, " +
    "or set it beside one",
  ]);
});

test("renderBench says why rounds did not pass, and that results are partial", () => {
  const rounds = lines([targetResult("bun", 100, { outcome: "fail" })], { complete: false });
  assertEquals(rounds.slice(-3), [
    "bun, round 2 FAIL: a reason",
    "Partial results: not every run came to its end.",
    "Files: results/x",
  ]);
});
