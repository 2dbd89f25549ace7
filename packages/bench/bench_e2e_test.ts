import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import process from "node:process";
import { test } from "node:test";
import {
  assert,
  assertEquals,
  assertGreaterOrEqual,
  assertMatch,
  assertStringIncludes,
} from "@std/assert";
import { Comparison, Manifest, RunSummary, SoakReport } from "@stt-bench/results";
import * as v from "valibot";
import { BenchProcess, tiny } from "./fixtures/bench_process.ts";
import { createLimitedGroup } from "./limits/create_limited_group.ts";
import { startGateway, startSimulator, startTool, sttUrl } from "./programs/programs.ts";
import { exitCodeOf } from "./run/outcome.ts";
import { variants } from "./programs/variants.ts";

function read<S extends v.GenericSchema>(
  schema: S,
  bench: BenchProcess,
  file: string,
): v.InferOutput<S> {
  return v.parse(schema, JSON.parse(readFileSync(join(bench.results().folder, file), "utf8")));
}

function canLimit(): boolean {
  try {
    createLimitedGroup({ cpus: 0.5, memoryBytes: 2 ** 30 }).remove();
    return true;
  } catch {
    return false;
  }
}

for (const { name, runtime } of variants) {
  // One of them by load generators that share the sessions.
  const generators = name === "bun-tuned" ? 2 : 1;
  const load = ["--generators", `${generators}`, ...tiny];
  test(`bench measures ${name}, writes every file, and leaves nothing running`, async () => {
    await using bench = new BenchProcess(["--variants", name, "--json", ...load]);
    const { exit, stdout } = await bench.ended();
    assertEquals(bench.descendants(), []);
    const run = `${name}-5s-1w-2m-r1`;
    assertEquals(
      bench.results().files,
      [
        `${run}.histograms.json`,
        `${run}.samples.csv`,
        `${run}.summary.json`,
        "comparison.json",
        "manifest.json",
      ].sort(),
    );

    const manifest = read(Manifest, bench, "manifest.json");
    assertEquals(exit, { code: exitCodeOf(manifest.outcome), signal: null });
    assert(manifest.complete);
    assertEquals(manifest.runs[0]!.log, []);

    const summary = read(RunSummary, bench, `${run}.summary.json`);
    assertEquals(summary.gateway?.runtime, runtime);
    assertEquals([summary.sessions, summary.shards?.merged.length ?? 1], [5, generators]);
    assertGreaterOrEqual(summary.gateway!.cpu_us_per_session_second, 1);
    assertEquals(summary.samples_file, `${run}.samples.csv`);
    const rows = readFileSync(join(bench.results().folder, `${run}.samples.csv`), "utf8");
    assertEquals(rows.trimEnd().split("\n").length, 1 + summary.partials);

    const comparison = read(Comparison, bench, "comparison.json");
    assertEquals(comparison.targets.map(({ target, rounds }) => [target, rounds]), [[name, 1]]);
    const directory = bench.results().folder;
    assertEquals(JSON.parse(stdout), { directory, manifest, comparison, summaries: [summary] });
  });
}

test("bench measures in turns, and compares what it has measured", async () => {
  const rounds = ["--rounds", "2", "--baseline", "bun"];
  await using bench = new BenchProcess(["--variants", "node,bun", ...tiny, ...rounds]);
  const { stderr } = await bench.ended();
  const order = [...stderr.matchAll(/^❯ (round . of 2, \w+)/gm)].map(([, title]) => title);
  assertEquals(order, [
    "round 1 of 2, node",
    "round 1 of 2, bun",
    "round 2 of 2, bun",
    "round 2 of 2, node",
  ]);
  const { baseline, targets } = read(Comparison, bench, "comparison.json");
  assertEquals([baseline, ...targets.map(({ target }) => target)], ["bun", "node", "bun"]);
});

test("bench --split measures sockets and client apart, and says what each saves", async () => {
  await using bench = new BenchProcess(["--split", "--runtime", "bun", ...tiny]);
  const { stdout } = await bench.ended();
  const { splits: [split] } = read(Comparison, bench, "comparison.json");
  const { neither, client, sockets, both, own_client } = split!;
  const clients = [neither, client.target, sockets.target, both.target].map((target) => {
    const { gateway } = read(RunSummary, bench, `${target}-5s-1w-2m-r1.summary.json`);
    assertEquals(gateway?.variant, target);
    return gateway?.inference_client;
  });
  assertEquals(clients, [own_client, "tuned", own_client, "tuned"]);
  assertStringIncludes(stdout, "Saved by tuned sockets alone: ");
});

test("bench measures anybody's gateway, which goes on running", async () => {
  const simulator = await startSimulator();
  const gateway = await startGateway("node", { env: { INFERENCE_URL: simulator.url } });
  try {
    const flags = ["--url", sttUrl(gateway.url), "--name", "somebody", "--pid", gateway.child.pid!];
    await using bench = new BenchProcess([...flags.map(String), ...tiny]);
    await bench.ended();
    const summary = read(RunSummary, bench, "somebody-5s-1w-2m-r1.summary.json");
    assertEquals(summary.gateway?.variant, null);
    assertGreaterOrEqual(summary.gateway!.cpu_us_per_session_second, 1);
    for (const balance of ["ledger imbalance", "session imbalance"]) {
      assertEquals(summary.slo.gates.find(({ gate }) => gate === balance)?.actual, 0);
    }
    assertEquals((await fetch(new URL("/health", gateway.url))).status, 200);
  } finally {
    await gateway.child.stop();
    await simulator.child.stop();
  }
});

test("bench holds a gateway to a part of a CPU, and says so of the result", {
  skip: canLimit() ? false : "this user may not make control groups on this machine",
}, async () => {
  const limits = ["--cpu-limit", "0.5", "--memory-limit", "1GiB"];
  await using bench = new BenchProcess(["--variants", "bun", ...tiny, ...limits]);
  const { stdout } = await bench.ended();
  assertStringIncludes(stdout, "each gateway is held to 0.5 vCPU and 1024 MiB of memory");
  assertStringIncludes(stdout, "gateway and simulator on CPU");
  const { gateway, environment } = read(RunSummary, bench, "bun-5s-1w-2m-r1.summary.json");
  assertGreaterOrEqual(gateway!.throttled_ms!, 0);
  assertEquals([environment?.cpu_limit, environment?.memory_limit_bytes], [0.5, 2 ** 30]);
});

test("A starved load generator makes a run invalid, and says that it was the limit", {
  skip: canLimit() ? false : "this user may not make control groups on this machine",
}, async () => {
  const simulator = await startSimulator();
  const gateway = await startGateway("bun", { env: { INFERENCE_URL: simulator.url } });
  const group = createLimitedGroup({ cpus: 0.05 });
  try {
    const stdout: string[] = [];
    const flags = ["--url", sttUrl(gateway.url), "--sessions", "100", "--json"];
    const timings = ["--warmup-secs", "1", "--measure-secs", "2", "--session-grace-secs", "2"];
    const loadgen = await startTool("loadgen", [...flags, ...timings], {
      prefix: group.prefix,
      onStdoutLine: (line) => stdout.push(line),
    });
    assertEquals((await loadgen.exited).code, 3);
    const { verdict, slo } = v.parse(RunSummary, JSON.parse(stdout.join("\n")));
    assertEquals(verdict, "invalid");
    assertStringIncludes(slo.reasons.join(), "generator-limited: generator throttled");
  } finally {
    await gateway.child.stop();
    await simulator.child.stop();
    group.remove();
  }
});

test("bench fails a gateway that outgrows its memory", {
  skip: canLimit() ? false : "this user may not make control groups on this machine",
}, async () => {
  const limits = ["--memory-limit", "16MiB", "--keep-going"];
  await using bench = new BenchProcess(["--variants", "node", ...tiny, ...limits]);
  const { exit } = await bench.ended();
  assertEquals(exit.code, 1);
  assertEquals(read(Manifest, bench, "manifest.json").outcome, "fail");
});

test("bench measures gateways of several workers", async () => {
  await using bench = new BenchProcess(["--variants", "node", "--workers", "2", ...tiny]);
  await bench.ended();
  const { gateway, slo } = read(RunSummary, bench, "node-2w-5s-1w-2m-r1.summary.json");
  assertEquals(gateway?.workers, 2);
  assertEquals(slo.gates.find(({ gate }) => gate === "ledger imbalance")?.actual, 0);
});

test("bench --soak watches memory and latency while sessions come and go", async () => {
  const long = tiny.filter((part, i) =>
    part !== "--measure-secs" && tiny[i - 1] !== "--measure-secs"
  );
  const soak = ["--soak", "10s", "--session-secs", "3"];
  await using bench = new BenchProcess(["--variants", "bun", ...long, ...soak]);
  const { stdout } = await bench.ended();
  const report = read(SoakReport, bench, "bun-r1.soak.json");
  assertGreaterOrEqual(report.samples.length, 5);
  assertGreaterOrEqual(report.samples.at(-1)!.rss_bytes!, 1);
  assertMatch(stdout, /memory over time/);
  const summary = read(RunSummary, bench, "bun-5s-1w-10m-r1.summary.json");
  assertGreaterOrEqual(summary.sessions_started, 2 * summary.sessions);
});

test("bench proves a gateway conformant before it measures it", async () => {
  const args = tiny.filter((flag) => flag !== "--no-conformance");
  await using bench = new BenchProcess(["--variants", "node", ...args]);
  await bench.ended();
  const { files } = bench.results();
  assert(
    files.includes("node.conformance.json") && files.includes("node-5s-1w-2m-r1.summary.json"),
  );
});

test("bench says that the gateway was lost, keeps what it has, and exits with 1", async () => {
  await using bench = new BenchProcess(["--variants", "node", ...tiny]);
  await bench.measuring();
  process.kill(bench.descendants("runtimes/node/main.ts")[0]!, "SIGKILL");
  const { exit, stdout } = await bench.ended();
  assertEquals(bench.descendants(), []);
  assertEquals(exit, { code: 1, signal: null });
  assertStringIncludes(
    stdout,
    "node FAIL: gateway node was lost during the run: it was ended by SIGKILL",
  );
  const manifest = read(Manifest, bench, "manifest.json");
  assertEquals([manifest.complete, manifest.outcome], [false, "fail"]);
  assertEquals(read(RunSummary, bench, manifest.runs[0]!.summary!).verdict, "fail");
});

test("bench ends with Ctrl-C: 130, children gone, partial results kept and marked", async () => {
  await using bench = new BenchProcess(["--variants", "bun", ...tiny]);
  await bench.measuring();
  bench.kill("SIGINT");
  const { exit } = await bench.ended();
  assertEquals(bench.descendants(), []);
  assertEquals(exit, { code: 130, signal: null });
  const manifest = read(Manifest, bench, "manifest.json");
  assertEquals([manifest.complete, manifest.outcome], [false, "interrupted"]);
  assertEquals(read(RunSummary, bench, manifest.runs[0]!.summary!).ended, "interrupted");
});

test("bench ends with Ctrl-C before its first run: 130, and nothing is called a fail", async () => {
  await using bench = new BenchProcess(["--variants", "bun", ...tiny]);
  await bench.says(/✔ set-up/);
  bench.kill("SIGINT");
  const { exit } = await bench.ended();
  assertEquals(bench.descendants(), []);
  assertEquals(exit, { code: 130, signal: null });
  assertEquals(read(Manifest, bench, "manifest.json").outcome, "interrupted");
});

test("bench leaves no child behind when it gets SIGKILL", async () => {
  await using bench = new BenchProcess(["--variants", "deno", ...tiny]);
  await bench.measuring();
  assertGreaterOrEqual(bench.descendants().length, 3);
  bench.kill("SIGKILL");
  await bench.ended();
  await bench.allGone();
});

test("bench says in one line that the port is taken, and exits with 1", async () => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const port = String((server.address() as AddressInfo).port);
  await using bench = new BenchProcess(["--variants", "node", "--port", port, ...tiny]);
  const { exit, stdout } = await bench.ended();
  server.close();
  assertEquals(bench.descendants(), []);
  assertEquals(exit.code, 1);
  assertMatch(stdout, /^node FAIL: Cannot start gateway node: .* exit code 1$/m);
  assertMatch(stdout, new RegExp(`^  \\| .*${port}`, "m"));
  assertEquals(read(Manifest, bench, "manifest.json").runs[0]!.summary, null);
});

test("bench says in one line that the inference service can't be reached", async () => {
  const unreachable = ["--inference-url", "http://127.0.0.1:1"];
  await using bench = new BenchProcess(["--variants", "node", ...unreachable, ...tiny]);
  const { exit, stdout } = await bench.ended();
  assertEquals(exit.code, 1);
  assertMatch(stdout, /^node FAIL: Cannot reach the inference service: expected status 200/m);
});

test("bench stops at the first gateway that can't be measured, unless it shall keep going", async () => {
  const args = ["--variants", "node,bun", "--inference-url", "http://127.0.0.1:1", ...tiny];
  for (const [keepGoing, runs] of [[[], 1], [["--keep-going"], 2]] as const) {
    await using bench = new BenchProcess([...args, ...keepGoing]);
    assertEquals((await bench.ended()).exit.code, 1);
    assertEquals(read(Manifest, bench, "manifest.json").runs.length, runs);
  }
});

test("bench with wrong flags prints a line for each, exits with 2, and starts nothing", async () => {
  await using bench = new BenchProcess(["--sessions", "0", "--variants", "perl"]);
  const { exit, stdout, stderr } = await bench.ended();
  assertEquals(exit.code, 2);
  assertEquals(stdout, "");
  assertEquals(stderr.split("\n").length, 2);
  assertEquals(bench.results().files, []);
});

test("bench with wrong variables says which and for whom, exits with 2, and starts nothing", async () => {
  const env = { INFERENCE_CLIENT: "http2", MODEL_DELAY_MS: "x" };
  await using bench = new BenchProcess(["--variants", "deno,node", ...tiny], env);
  const { exit, stdout, stderr } = await bench.ended();
  assertEquals(exit.code, 2);
  assertEquals(stdout, "");
  const problems = stderr.split("\n").filter((line) => line.startsWith("Cannot parse"));
  assertEquals(problems.sort(), [
    'Cannot parse INFERENCE_CLIENT: expected one of fetch, tuned, got "http2" (deno)',
    'Cannot parse MODEL_DELAY_MS: expected a number ≥ 0, got "x" (simulator)',
    'Cannot parse MODEL_DELAY_MS: expected an integer ≥ 0, got "x" (deno, node)',
  ]);
  assertEquals(bench.results().files, []);
});
