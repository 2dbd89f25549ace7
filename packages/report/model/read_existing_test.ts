import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { assertEquals, assertRejects } from "@std/assert";
import { sampleExisting } from "../testing/sample_existing.ts";
import { sampleGateways } from "../testing/sample_gateway.ts";
import { sampleLatencies } from "../testing/sample_latencies.ts";
import { temporaryFolder } from "../testing/temporary_folder.ts";
import { writeSampleRun } from "../testing/write_sample_run.ts";
import { readResults } from "./read_results.ts";

const GO = "go-nethttp-2000s-10w-45m-r1.summary.json";

/** A copy of the sample, whose first summary `change` changes. */
function changedSample(folder: string, change: (summary: Record<string, unknown>) => unknown) {
  cpSync(sampleExisting, join(folder, "existing"), { recursive: true });
  const path = join(folder, "existing", GO);
  const changed = change(JSON.parse(readFileSync(path, "utf8")));
  writeFileSync(path, typeof changed === "string" ? changed : JSON.stringify(changed));
  return join(folder, "existing");
}

test("readResults judges runs of the existing benchmark by their latencies and errors", async () => {
  const { sets: [set] } = await readResults([sampleExisting]);
  assertEquals([set!.program, set!.load.warmupSecs, set!.load.sessions], ["existing", 10, null]);
  assertEquals(
    set!.runs.map(({ target, sessions, round, outcome }) => [target, sessions, round, outcome]),
    [
      ["go-nethttp", 2000, 1, "pass"],
      ["go-nethttp", 2500, 1, "pass"],
      ["go-nethttp", 2500, 2, "pass"],
      ["go-nethttp", 2600, 1, "fail"],
      ["go-nethttp", 2750, 1, "fail"],
      ["rust-axum-single", 3000, 1, "pass"],
      ["rust-axum-single", 3100, 1, "fail"],
    ],
  );
  assertEquals(set!.runs.at(-1)!.reasons, ["newest p50 213 ms > 200 ms"]);
  assertEquals(set!.flags.map(({ kind }) => kind), ["unknown-tools", "unknown-machine"]);
});

test("readResults reads samples of the existing benchmark, with commas in words", async () => {
  const { sets: [set] } = await readResults([sampleExisting]);
  assertEquals(set!.runs[0]!.overTime, [
    {
      atSecs: 0,
      partials: 2,
      newestP50Ms: 118.204,
      newestP95Ms: 121.9,
      oldestP50Ms: 1098.511,
      oldestP95Ms: 1101.022,
    },
    {
      atSecs: 1,
      partials: 2,
      newestP50Ms: 119.001,
      newestP95Ms: 160.333,
      oldestP50Ms: 1099.45,
      oldestP95Ms: 1140.75,
    },
  ]);
});

test("readResults makes a set of its own of runs with other timings", async () => {
  using folder = temporaryFolder();
  const directory = changedSample(folder.path, (summary) => ({ ...summary, measure_secs: 90 }));
  const { sets } = await readResults([directory]);
  assertEquals(sets.map(({ id, runs }) => [id, runs.length]), [
    ["existing 10w-45m-31s", 6],
    ["existing 10w-90m-31s", 1],
  ]);
});

test("readResults takes a name that isn't in the file from the file's name", async () => {
  using folder = temporaryFolder();
  const directory = changedSample(folder.path, ({ service_name: _, ...summary }) => summary);
  const { sets: [set] } = await readResults([directory]);
  assertEquals(set!.runs[0]!.target, "go-nethttp");
});

test("readResults reads runs of our load generator that nobody has started", async () => {
  using folder = temporaryFolder();
  const directory = join(folder.path, "alone");
  mkdirSync(directory);
  writeSampleRun(directory, {
    gateway: sampleGateways[0]!,
    sessions: 50,
    round: 1,
    latencies: sampleLatencies(100, 100, 1),
    sendLatenessMs: 30,
    timings: { ramp_up_secs: 0, warmup_secs: 1, measure_secs: 5 },
  });
  const { sets: [set] } = await readResults([directory]);
  assertEquals([set!.program, set!.load.sessions, set!.slo?.name], ["loadgen", 50, "balanced"]);
  assertEquals(set!.runs.map(({ outcome, overTime }) => [outcome, overTime.length]), [
    ["invalid", 5],
  ]);
});

test("readResults reads the histograms of a run by the number in its files' names", async () => {
  using folder = temporaryFolder();
  const directory = join(folder.path, "alone");
  mkdirSync(directory);
  for (const round of [2, 3]) {
    writeSampleRun(directory, {
      gateway: sampleGateways[0]!,
      sessions: 50,
      round,
      latencies: sampleLatencies(100, 100, round),
      sendLatenessMs: 3,
      timings: { ramp_up_secs: 0, warmup_secs: 1, measure_secs: 5 },
    });
  }
  const { sets: [set] } = await readResults([directory]);
  assertEquals(set!.runs.map(({ round }) => round), [1, 2]);
  assertEquals(set!.cdfs.map(({ runs }) => runs), [2]);
});

test("readResults skips warnings that stand before a summary in its file", async () => {
  using folder = temporaryFolder();
  const directory = changedSample(
    folder.path,
    (summary) => `2026-05-11T10:03:12Z WARN 20 errors {}\n${JSON.stringify(summary, null, 2)}\n`,
  );
  const { sets: [set] } = await readResults([directory]);
  assertEquals(set!.runs[0]!.summary?.partials, 90_000);
});

const wrong: [
  what: string,
  change: (summary: Record<string, unknown>) => unknown,
  message: string,
][] = [
  ["a field that the benchmark hasn't", (summary) => ({ ...summary, extra: 1 }), "extra: expected"],
  [
    "a percentile that isn't there",
    (summary) => ({ ...summary, flush_lateness: { p50_ms: 1 } }),
    'flush_lateness.p95_ms: expected "p95_ms", got undefined',
  ],
  ["a broken file", () => "WARN only\n", "expected JSON"],
  [
    "a file of ours that has lost something",
    (summary) => ({ ...summary, schema_version: 2 }),
    'newest_from_schedule: expected "newest_from_schedule", got undefined',
  ],
];

for (const [what, change, message] of wrong) {
  test(`readResults says which file has ${what}`, async () => {
    using folder = temporaryFolder();
    const directory = changedSample(folder.path, change);
    const error = await assertRejects(() => readResults([directory]), Error, message);
    assertEquals(error.message.startsWith(`Cannot read ${join(directory, GO)}: `), true);
  });
}
