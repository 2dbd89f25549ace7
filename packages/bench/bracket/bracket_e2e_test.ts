import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { BracketFile, Manifest } from "@stt-bench/results";
import * as v from "valibot";
import { BenchProcess } from "../fixtures/bench_process.ts";

const tiny = [
  "--no-conformance",
  "--no-report",
  "--ramp-up-secs",
  "0",
  "--warmup-secs",
  "1",
  "--measure-secs",
  "2",
];

function bracket(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  return new BenchProcess(args, env, "bracket/main.ts");
}

function read<S extends v.GenericSchema>(schema: S, folder: string, file: string) {
  return v.parse(schema, JSON.parse(readFileSync(join(folder, file), "utf8")));
}

test("bracket searches each target in turns, and keeps what it has found", async () => {
  const args = ["--variants", "bun,node", "--start", "3", "--max", "3", "--json"];
  await using run = bracket([...tiny, ...args]);
  const { stdout, stderr } = await run.ended();
  assertEquals(run.descendants(), []);
  const { folder } = run.results();
  const file = read(BracketFile, folder, "bracket.json");
  assertEquals(file.options.max, 3);
  assertEquals(file.searches.map(({ target }) => target), ["bun", "node"]);
  for (const { history, result } of file.searches) {
    assert(history.length >= 2 && result !== null);
    assert(history.every(({ sessions }) => sessions <= 3));
  }
  const manifest = read(Manifest, folder, "manifest.json");
  assertEquals([manifest.program, manifest.complete], ["bracket", true]);
  assertEquals(manifest.runs.slice(0, 2).map(({ target }) => target), ["bun", "node"]);
  assertEquals(JSON.parse(stdout), { directory: folder, manifest, bracket: file });
  assertMatch(stderr, /bun: 3 sessions \(about \d+ runs left, about \d+ s\)/);
});

test("bracket goes on after Ctrl-C where it was", async () => {
  await using first = bracket([...tiny, "--variants", "bun", "--start", "2", "--max", "2"]);
  await first.measuring();
  first.kill("SIGINT");
  const interrupted = await first.ended();
  assertEquals([interrupted.exit.code, first.descendants()], [130, []]);
  const { folder } = first.results();
  assertStringIncludes(interrupted.stdout, `deno task bracket --resume ${folder}`);
  const earlier = read(Manifest, folder, "manifest.json");
  assertEquals([earlier.complete, earlier.outcome], [false, "interrupted"]);

  await using second = bracket(["--resume", folder]);
  const { stdout, stderr } = await second.ended();
  assertStringIncludes(stdout, `Report: ${join(folder, "report", "report.html")}`, stderr);
  assert(existsSync(join(folder, "report", "slo_capacity.csv")));
  const manifest = read(Manifest, folder, "manifest.json");
  assertEquals([manifest.complete, manifest.started_at], [true, earlier.started_at]);
  assertEquals(manifest.arguments, earlier.arguments);
  const summaries = manifest.runs.map(({ summary }) => summary);
  assertEquals(new Set(summaries).size, summaries.length);
  assert(read(BracketFile, folder, "bracket.json").searches[0]!.result !== null);
});

test("bracket doesn't mix points of different conditions", async () => {
  await using first = bracket([...tiny, "--variants", "bun", "--start", "2", "--max", "2"]);
  await first.measuring();
  first.kill("SIGINT");
  await first.ended();
  const env = { FLUSH_INTERVAL_MS: "500" };
  await using second = bracket(["--resume", first.results().folder], env);
  const { exit, stderr } = await second.ended();
  assertEquals(exit.code, 2);
  assertMatch(stderr, /^Cannot resume: environment: expected \{\}, got .*FLUSH_INTERVAL_MS/m);
});

const wrong: [string[], RegExp][] = [
  [["--resume", "/nowhere"], /^Cannot resume: expected the folder of a bracket, got \/nowhere/],
  [["--resume", "x", "--start", "5"], /^Cannot use --resume with .*--start/],
  [["--min", "9", "--max", "8"], /^Cannot search: expected --min ≤ --max, got 9 and 8/],
  [["--step", "0"], /^Cannot parse --step/],
];

for (const [args, problem] of wrong) {
  test(`bracket ${args.join(" ")} says what is wrong and exits with 2`, async () => {
    await using run = bracket(args);
    const { exit, stderr } = await run.ended();
    assertEquals(exit.code, 2);
    assertMatch(stderr, problem);
  });
}
