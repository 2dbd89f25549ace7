import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { BALANCED } from "@stt-bench/results";
import { temporaryFolder } from "../testing/temporary_folder.ts";
import { writeSampleBench } from "../testing/write_sample_bench.ts";
import { writeSampleBracket } from "../testing/write_sample_bracket.ts";
import { readResults } from "./read_results.ts";

test("readResults finds a bench's targets, runs and environment as its files have them", async () => {
  using folder = temporaryFolder();
  const { sets: [set], published } = await readResults([writeSampleBench(folder.path)]);
  assertEquals([set!.id, set!.program, set!.slo], [
    "2026-11-21T12-00-00Z-bench",
    "bench",
    BALANCED,
  ]);
  assertEquals(set!.targets.map(({ label, runtime, sockets }) => [label, runtime, sockets]), [
    ["deno", "deno", "native"],
    ["node", "node", "native"],
    ["bun", "bun", "native"],
    ["deno-tuned", "deno", "tuned"],
    ["node-tuned", "node", "tuned"],
    ["bun-tuned", "bun", "tuned"],
    ["deno-reactor", "deno", "reactor"],
    ["node-reactor", "node", "reactor"],
    ["bun-reactor", "bun", "reactor"],
  ]);
  assertEquals(set!.targets[0]!.inferenceClient, "fetch, HTTP/2");
  assertEquals(set!.runs.length, 45);
  assertEquals(set!.runs[0]!.outcome, "invalid");
  assertEquals(set!.runs[1]!.summary?.sessions, 1000);
  assertEquals(set!.environment.command, "deno task bench --sessions 1000 --rounds 5");
  assertEquals(set!.capacityLabel, "sessions on 1 CPU");
  assert(published.capacities.some(({ oneCpu }) => oneCpu === 4450));
});

test("readResults tells latency over time from samples, second by second", async () => {
  using folder = temporaryFolder();
  const { sets: [set] } = await readResults([writeSampleBench(folder.path, { rounds: 2 })]);
  const { overTime } = set!.runs[1]!;
  assertEquals(overTime.map(({ atSecs, partials }) => [atSecs, partials]), [
    [0, 50],
    [1, 50],
    [2, 50],
    [3, 50],
    [4, 50],
    [5, 50],
    [6, 50],
    [7, 50],
  ]);
  for (const point of overTime) {
    assert(80 < point.newestP50Ms && point.newestP50Ms < point.newestP95Ms);
    assert(point.newestP95Ms < 200 && 1050 < point.oldestP50Ms);
  }
});

test("readResults merges the histograms of valid runs into one distribution", async () => {
  using folder = temporaryFolder();
  const { sets: [set] } = await readResults([writeSampleBench(folder.path, { rounds: 3 })]);
  assertEquals(set!.cdfs.map(({ target, runs }) => [target, runs])[0], ["deno", 2]);
  const { newest, oldest } = set!.cdfs[1]!;
  for (const points of [newest, oldest]) {
    for (const [i, { ms, share }] of points.entries()) {
      const next = points[i + 1];
      assert(next === undefined || (next.ms > ms && next.share > share));
    }
    assertEquals(points.at(-1)!.share, 1);
  }
  const median = newest.find(({ share }) => share >= 0.5)!.ms;
  const medians = set!.runs.filter(({ target }) => target === "node")
    .map(({ summary }) => summary!.newest_frame_to_partial_latency.p50_ms);
  assert(Math.min(...medians) * 0.99 <= median && median <= Math.max(...medians) * 1.01);
});

test("readResults finds a bracket's capacities, and the distributions at their edges", async () => {
  using folder = temporaryFolder();
  const { sets: [set] } = await readResults([writeSampleBracket(folder.path)]);
  assertEquals(set!.capacityLabel, "sessions at 0.25 vCPU");
  assertEquals(set!.brackets.map(({ target, text }) => [target, text]), [
    ["deno", "500"],
    ["node", "660"],
    ["bun", "≥ 1100"],
  ]);
  assertEquals(set!.brackets[0]!.levels.map(({ standing }) => standing), [
    "confirmed",
    "confirmed",
    "borderline",
    "solid-fail",
    "failed",
    "failed",
  ]);
  assertEquals(set!.cdfs.map(({ target, sessions, runs }) => [target, sessions, runs]), [
    ["deno", 500, 2],
    ["deno", 560, 2],
    ["node", 700, 2],
    ["node", 660, 2],
    ["bun", 1100, 2],
  ]);
});

test("readResults knows of a search that was broken off what is known so far", async () => {
  using folder = temporaryFolder();
  const searches = { node: { history: "400p 400p 800f", outcome: null } };
  const { sets: [set] } = await readResults([writeSampleBracket(folder.path, searches)]);
  const { result, text, isAtLeast } = set!.brackets[0]!;
  assertEquals([result.outcome, result.confirmed, text, isAtLeast], [
    "unfinished",
    400,
    "≥ 400",
    true,
  ]);
});

test("readResults puts the older set first, whatever the order of the arguments", async () => {
  using folder = temporaryFolder();
  const bench = writeSampleBench(folder.path, { rounds: 1 });
  const bracket = writeSampleBracket(folder.path);
  const { sets } = await readResults([bracket, bench]);
  assertEquals(sets.map(({ program }) => program), ["bench", "bracket"]);
});

test("readResults has no series and no distribution of a bench that kept neither", async () => {
  using folder = temporaryFolder();
  const directory = writeSampleBench(folder.path, { rounds: 1, invalid: [] });
  for (const name of readdirSync(directory)) {
    if (/samples\.csv|histograms\.json/.test(name)) rmSync(join(directory, name));
  }
  const { sets: [set] } = await readResults([directory]);
  assertEquals(set!.runs.flatMap(({ overTime }) => overTime), []);
  assertEquals(set!.cdfs, []);
});

test("readResults takes the limits of another service level from its runs", async () => {
  using folder = temporaryFolder();
  const directory = writeSampleBench(folder.path, { rounds: 1, invalid: [] });
  const path = join(directory, "deno-1000s-6w-8m-r1.summary.json");
  const summary = JSON.parse(readFileSync(path, "utf8"));
  summary.slo.profile = "strict";
  summary.slo.gates[1].limit = 150;
  writeFileSync(path, JSON.stringify(summary));
  const { sets: [set] } = await readResults([directory]);
  assertEquals(set!.slo?.name, "strict");
  assertAlmostEquals(set!.slo!.newest_p95_ms, 150);
});
