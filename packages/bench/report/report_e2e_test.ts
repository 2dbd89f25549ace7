import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { Manifest, RunSummary } from "@stt-bench/results";
import * as v from "valibot";
import { BenchProcess, tiny } from "../fixtures/bench_process.ts";

const withReport = tiny.filter((flag) => flag !== "--no-report");

test("bench leaves a report whose tables and words agree with its JSON", async () => {
  await using bench = new BenchProcess(["--variants", "bun,node", ...withReport]);
  const { stdout } = await bench.ended();
  const { folder } = bench.results();
  const report = join(folder, "report");
  assertStringIncludes(stdout, `Report: ${join(report, "report.html")}`);
  const { runs } = v.parse(
    Manifest,
    JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8")),
  );

  const [head, ...rows] = readFileSync(join(report, "summary.csv"), "utf8").trimEnd().split("\n")
    .map((line) => line.split(","));
  const named = rows.map((row) => Object.fromEntries(head!.map((name, i) => [name, row[i]])));
  assertEquals(named.map(({ target, rounds }) => [target, rounds]), [["bun", "1"], ["node", "1"]]);
  for (const row of named) {
    const { outcome, summary: file } = runs.find(({ target }) => target === row["target"])!;
    assertEquals(row["outcome"], outcome);
    const summary = v.parse(RunSummary, JSON.parse(readFileSync(join(folder, file!), "utf8")));
    const isValid = outcome === "pass" || outcome === "fail";
    assertEquals(row["partials"], isValid ? String(summary.partials) : "");
    const p95 = summary.newest_frame_to_partial_latency.p95_ms;
    assertEquals(row["newest_p95_ms"], isValid ? String(p95) : "");
    assertEquals(row["cpu_us_per_session_second"] === "", !isValid);
  }

  const files = readdirSync(report);
  for (const name of ["report.html", "report.md", "interpretation.md", "capacity.csv", "charts"]) {
    assert(files.includes(name), name);
  }
  const page = readFileSync(join(report, "report.html"), "utf8");
  const markdown = readFileSync(join(report, "report.md"), "utf8");
  for (const { target } of runs) assert(page.includes(target) && markdown.includes(target));
  assertMatch(markdown, /^# 2 gateways, 5 sessions$/m);
});

test("bench --json prints JSON alone, and makes the report all the same", async () => {
  await using bench = new BenchProcess(["--variants", "bun", "--json", ...withReport]);
  const { stdout } = await bench.ended();
  const { folder } = bench.results();
  assertEquals(JSON.parse(stdout).directory, folder);
  assert(existsSync(join(folder, "report", "report.html")));
});

test("bench --no-report makes none", async () => {
  await using bench = new BenchProcess(["--variants", "bun", ...tiny]);
  const { stdout } = await bench.ended();
  assertEquals(existsSync(join(bench.results().folder, "report")), false);
  assertEquals(stdout.includes("Report:"), false);
});
