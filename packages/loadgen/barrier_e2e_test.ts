import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { startCollector, startGateway, startSimulator, sttUrl } from "@stt-bench/bench";
import { ExitCode } from "@stt-bench/program";
import { inFolder } from "@stt-bench/program/testing";
import { parseProgressEvent, RunSummary } from "@stt-bench/results";
import { assert, assertEquals, assertMatch } from "@std/assert";
import * as v from "valibot";
import { startLoadgen, startProgram } from "./testing/start_loadgen.ts";
import type { StartedProgram } from "./testing/start_loadgen.ts";
import { startWsGateway } from "./testing/ws_gateway.ts";

const short = "--warmup-secs 1 --measure-secs 1 --session-grace-secs 5 --json --progress none";
const runtimes = ["deno", "node", "bun"] as const;

function summaryOf({ lines }: StartedProgram): RunSummary {
  return v.parse(RunSummary, JSON.parse(lines.join("\n")));
}

/** Gives `use` a collector as a process, the URL of a run there, and a folder, which has its files. */
function withCollector(
  env: Readonly<Record<string, string>>,
  use: (run: string, folder: string) => Promise<void>,
): Promise<void> {
  return inFolder(async (folder) => {
    const collector = await startCollector({ env: { DATA_DIR: join(folder, "data"), ...env } });
    await use(`${collector.url}/runs/one`, folder);
    await collector.child.stop();
  });
}

const PATIENCE_MS = 60_000;

/** Until so many shards wait at the barrier. */
async function waiting(run: string, shards: number): Promise<void> {
  const line = `\nstt_collector_waiting_shards ${shards}\n`;
  const deadlineMs = performance.now() + PATIENCE_MS;
  for (;;) {
    const metrics = await (await fetch(new URL("/metrics", run))).text();
    if (metrics.includes(line)) return;
    assert(
      performance.now() < deadlineMs,
      `expected ${line} within ${PATIENCE_MS} ms:\n${metrics}`,
    );
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

test("Load generators on three runtimes begin together, and what they leave is one run", () =>
  withCollector({}, async (run, folder) => {
    const simulator = await startSimulator();
    const gateway = await startGateway("bun", { env: { INFERENCE_URL: simulator.url } });
    const shards = await Promise.all(runtimes.map((runtime, index) =>
      startLoadgen(
        runtime,
        `--url ${sttUrl(gateway.url)} --sessions 7 ${short} --service-name bun --verify ` +
          `--shard ${index}/3 --barrier ${run} --upload ${run} --samples-out ${folder}/${index}.csv`,
      )
    ));
    for (const { child } of shards) await child.exited;
    const summaries = shards.map(summaryOf);
    for (const [index, { child }] of shards.entries()) {
      assertEquals((await child.exited).code, ExitCode[summaries[index]!.verdict]);
      assertEquals(child.log, []);
    }
    const starts = summaries.map(({ start }) => start);
    assertEquals(new Set(starts.map((start) => start?.at_epoch_ms)).size, 1);
    assert(starts.every((start) => start && start.clock_skew_ms !== null));
    assert(starts.every((start) => start && start.clock_drift_ms !== null));

    const data = join(folder, "data", "one");
    const kinds = ["histograms.json", "samples.csv", "summary.json"];
    assertEquals(
      (await readdir(data)).filter((name) => !name.startsWith(".")).sort(),
      [0, 1, 2].flatMap((index) =>
        kinds.map((kind) => `bun-7s-1w-1m-r1.shard-${index}-of-3.${kind}`)
      ),
    );
    const merge = await startProgram("node", "../merge/main.ts", [data, "--out", folder, "--json"]);
    await merge.child.exited;
    const [merged] = v.parse(v.tuple([RunSummary]), JSON.parse(merge.lines.join("\n")));
    assertEquals(merged.shards?.merged.map(({ index, sessions }) => [index, sessions]), [
      [0, 3],
      [1, 2],
      [2, 2],
    ]);
    assertEquals([merged.sessions, merged.measured_frames, merged.missing_frames], [7, 350, 0]);
    assertEquals(merged.broken_sessions, []);
    assertEquals(merged.partials, summaries.reduce((sum, { partials }) => sum + partials, 0));
    await gateway.child.stop();
    await simulator.child.stop();
  }));

test("Load generators that wait in vain name the one that was killed, and end with 3", () =>
  withCollector({ BARRIER_TIMEOUT_MS: "2000" }, async (run) => {
    const start = (index: number) =>
      startLoadgen(
        "node",
        `--url ws://127.0.0.1:1/ws/stt --sessions 3 ${short} --shard ${index}/3 --barrier ${run}`,
      );
    const killed = await start(1);
    await waiting(run, 1);
    killed.child.kill("SIGKILL");
    await waiting(run, 0);
    for (const { child, lines } of await Promise.all([start(0), start(2)])) {
      assertEquals((await child.exited).code, ExitCode.invalid);
      assertMatch(child.log.join("\n"), /^Cannot join the barrier .*: missing (\d, )*1(, \d)*$/);
      assertEquals(lines, []);
    }
  }));

test("Load generator that is interrupted at the barrier leaves it, and nothing behind", () =>
  withCollector({}, async (run, folder) => {
    const { child, lines } = await startLoadgen(
      "bun",
      `--url ws://127.0.0.1:1/ws/stt --sessions 2 ${short} --shard 0/2 --barrier ${run} ` +
        `--samples-out ${folder}/a.csv`,
    );
    await waiting(run, 1);
    child.kill("SIGINT");
    assertEquals((await child.exited).code, ExitCode.interrupted);
    assertEquals([child.log, lines], [[`Interrupted before the other shards were at ${run}`], []]);
    await waiting(run, 0);
    assertEquals(await readdir(folder), ["data"]);
  }));

test("Load generator that is interrupted under way uploads what it has", () =>
  withCollector({ START_DELAY_MS: "0" }, async (run) => {
    await using gateway = await startWsGateway();
    const { child } = await startLoadgen(
      "node",
      `--url ${gateway.url} --sessions 2 --warmup-secs 0.2 --measure-secs 60 --json ` +
        `--progress json --barrier ${run} --upload ${run}`,
      {
        onStderrLine: (line) => {
          if (parseProgressEvent(line)?.phase === "measure") child.kill("SIGINT");
          return true;
        },
      },
    );
    assertEquals((await child.exited).code, ExitCode.interrupted);
    const file = await fetch(`${run}/files/gateway-2s-0.2w-60m-r1.shard-0-of-1.summary.json`);
    const { ended, start } = v.parse(RunSummary, await file.json());
    assertEquals([ended, start?.clock_drift_ms], ["interrupted", null]);
  }));

test("Load generator that can't leave its results keeps them, says where, and ends with 3", () =>
  withCollector({ MAX_FILE_BYTES: "10" }, async (run, folder) => {
    await using gateway = await startWsGateway();
    const program = await startLoadgen(
      "node",
      `--url ${gateway.url} --sessions 2 ${short} --upload ${run}`,
      { env: { TMPDIR: folder } },
    );
    assertEquals((await program.child.exited).code, ExitCode.invalid);
    const said = program.child.log.join("\n");
    assertMatch(said, /^Cannot upload .* status 413: .*: the results are in \/.*\/loadgen-\w+$/);
    const kept = said.split(" ").at(-1)!;
    const name = "gateway-2s-1w-1m-r1.shard-0-of-1";
    assertEquals((await readdir(kept)).sort(), [`${name}.histograms.json`, `${name}.summary.json`]);
    const summary = JSON.parse(await readFile(join(kept, `${name}.summary.json`), "utf8"));
    assertEquals(summary, summaryOf(program));
  }));
