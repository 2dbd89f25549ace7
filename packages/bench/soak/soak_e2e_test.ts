import { readFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { test } from "node:test";
import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { Manifest, SoakAccounts, SoakReport } from "@stt-bench/results";
import * as v from "valibot";
import { BenchProcess } from "../fixtures/bench_process.ts";

/** One gateway of each runtime, native and tuned. */
const soaked = ["deno", "node-tuned", "bun-tuned"];

/** Far more than heaps grow in their first half minute: no trend can be told in so short a time. */
const MOST_GROWTH_BYTES = 150 * 2 ** 20;

function soak(...args: string[]): BenchProcess {
  return new BenchProcess(["--no-pinning", ...args], {}, "soak/main.ts");
}

function read<S extends v.GenericSchema>(
  schema: S,
  { folder }: { folder: string },
  file: string,
): v.InferOutput<S> {
  return v.parse(schema, JSON.parse(readFileSync(join(folder, file), "utf8")));
}

test("soak of each runtime: half a minute of churn and faults, and all is accounted for", async () => {
  await Promise.all(soaked.map(async (variant, i) => {
    const flags = ["--variants", variant, "--duration", "30s", "--session-secs", "10"];
    await using run = soak(...flags, "--seed", String(i + 1));
    const { exit, stdout } = await run.ended();
    assertEquals(run.descendants(), []);
    const results = run.results();
    assertEquals(
      results.files.filter((file) => !file.endsWith("histograms.json")),
      ["manifest.json", `${variant}.accounts.json`, `${variant}.soak.json`].sort(),
    );
    // What each of the two finds missing, the manifest has as a reason.
    const manifest = read(Manifest, results, "manifest.json");
    assertEquals(manifest.runs.flatMap(({ reasons }) => reasons), []);
    assertEquals([exit.code, manifest.program, manifest.complete], [0, "soak", true]);

    const { sessions, frames, errors, faults, model_restarts, scrapes } = read(
      SoakAccounts,
      results,
      `${variant}.accounts.json`,
    );
    const { opened, closed, open } = sessions.gateway!;
    assertEquals([opened, closed, open], [sessions.started, sessions.started, 0]);
    assert(opened > 200, `Sessions come and go: expected more than 200, got ${opened}`);
    const { received, acknowledged, failed, dropped, discarded } = frames.gateway!;
    assertEquals(received, frames.sent);
    assertEquals(received, acknowledged + failed + dropped + discarded);
    assertEquals([frames.missing, frames.imbalance, scrapes.unbalanced], [0, 0, 0]);
    assert(Object.keys(faults).length > 3 && errors.length > 1);
    assertEquals(model_restarts, 1);
    assertStringIncludes(stdout, "PASS");

    const { samples } = read(SoakReport, results, `${variant}.soak.json`);
    const grown = samples.at(-1)!.rss_bytes! - samples[0]!.rss_bytes!;
    assert(grown < MOST_GROWTH_BYTES, `Memory has grown by ${grown} bytes`);
  }));
});

test("soak ends with Ctrl-C: 130, children gone, partial results kept and marked", async () => {
  await using run = soak("--variants", "bun", "--sessions", "5");
  await run.measuring();
  run.kill("SIGINT");
  const { exit, stdout } = await run.ended();
  assertEquals(run.descendants(), []);
  assertEquals(exit, { code: 130, signal: null });
  assertStringIncludes(stdout, "Partial results");
  const manifest = read(Manifest, run.results(), "manifest.json");
  assertEquals([manifest.complete, manifest.outcome], [false, "interrupted"]);
});

test("soak fails by a gateway that is lost, and says so", async () => {
  await using run = soak("--variants", "bun", "--sessions", "5", "--duration", "10s", "--json");
  await run.measuring();
  process.kill(run.descendants("runtimes/bun/main.ts")[0]!, "SIGKILL");
  const { exit, stdout } = await run.ended();
  assertEquals([exit.code, run.descendants()], [1, []]);
  const { manifest } = JSON.parse(stdout);
  assertMatch(manifest.runs[0].reasons.join(), /the gateway was lost: it was ended by SIGKILL/);
});

test("soak of a gateway whose model is lost says so, and is invalid", async () => {
  const flags = ["--no-faults", "--sessions", "5", "--duration", "10s", "--json"];
  await using run = soak("--variants", "bun", ...flags);
  await run.measuring();
  process.kill(run.descendants("packages/inference/main.ts")[0]!, "SIGKILL");
  const { exit, stdout } = await run.ended();
  assertEquals([exit.code, run.descendants()], [3, []]);
  const { manifest } = JSON.parse(stdout);
  assertMatch(manifest.runs[0].reasons[0], /^the model was lost: it was ended by SIGKILL$/);
});
