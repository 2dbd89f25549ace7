import { chmod, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { Child } from "@stt-bench/bench";
import { findTool } from "@stt-bench/toolchain";
import { assertAtRest, assertOwnCalls } from "./testing/assert_cluster.ts";
import { fakeState } from "./testing/fake_state.ts";
import type { FakeState, Faults } from "./testing/fake_state.ts";

const main = fileURLToPath(new URL("main.ts", import.meta.url));
const standIn = fileURLToPath(new URL("testing/kubectl_stand_in.ts", import.meta.url));

/** The program, with the stand-in for kubectl in a folder of its own. */
class Bench implements AsyncDisposable {
  readonly folder: string;
  output = "";

  private constructor(folder: string) {
    this.folder = folder;
  }

  static async create(faults: Faults = {}): Promise<Bench> {
    const bench = new Bench(await mkdtemp(join(tmpdir(), "bench-k8s-")));
    await writeFile(bench.statePath, JSON.stringify(fakeState(faults)));
    // The one that starts fastest: a run takes dozens of calls.
    const { path } = await findTool("bun");
    const script = `#!/bin/sh\nexec "${path}" "${standIn}" "$@"\n`;
    await writeFile(bench.kubectl, script);
    await chmod(bench.kubectl, 0o755);
    return bench;
  }

  get kubectl(): string {
    return join(this.folder, "kubectl");
  }

  get statePath(): string {
    return join(this.folder, "state.json");
  }

  async state(): Promise<FakeState> {
    return JSON.parse(await readFile(this.statePath, "utf8"));
  }

  start(args: readonly string[], kubectl = this.kubectl): Child {
    const cluster = ["--namespace", "speech", "--release", "rel", "--variant", "bun"];
    const all = [...cluster, "--sessions", "20", "--shards", "2", "--kubectl", kubectl, ...args];
    const keep = (line: string) => this.output += `${line}\n`;
    return new Child({
      name: "bench:k8s",
      command: [process.execPath, "run", "-A", main, ...all, "--no-report", "--out", this.folder],
      env: { FAKE_KUBECTL_STATE: this.statePath, BENCH_K8S_POLL_MS: "20" },
      onStdoutLine: keep,
      onStderrLine: (line) => (keep(line), false),
    });
  }

  async run(args: readonly string[], kubectl?: string): Promise<number | null> {
    return (await this.start(args, kubectl).exited).code;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.folder, { recursive: true });
  }
}

test("bench:k8s without --yes says where it would do what, and does nothing", async () => {
  await using bench = await Bench.create();
  assertEquals(await bench.run([]), 2);
  assertStringIncludes(
    bench.output,
    "context lab (the current one), namespace speech, release rel",
  );
  assertEquals((await bench.state()).log, [["config", "current-context"]]);
});

test("bench:k8s --dry-run prints each command and the Job, and only reads", async () => {
  await using bench = await Bench.create();
  assertEquals(await bench.run(["--dry-run"]), 0, bench.output);
  const selector = "app.kubernetes.io/name=stt-bench,app.kubernetes.io/instance=rel," +
    "app.kubernetes.io/component=gateway,stt-bench/variant=bun";
  for (
    const part of [
      `scale deployments -l ${selector} --current-replicas=0 --replicas=1\n`,
      `scale deployments -l ${selector} --replicas=0\n`,
      '"backoffLimitPerIndex": 0',
      "delete jobs -l app.kubernetes.io/name=stt-bench,app.kubernetes.io/instance=rel",
    ]
  ) assertStringIncludes(bench.output, part);
  const state = await bench.state();
  const verbs = state.log.filter(([first]) => first !== "config").map((args) => args[4]);
  assertEquals(new Set(verbs), new Set(["get"]));
  assertAtRest(state);
});

test("bench:k8s says what is missing where there is no kubectl", async () => {
  await using bench = await Bench.create();
  assertEquals(await bench.run(["--yes"], join(bench.folder, "no-kubectl")), 1);
  assertStringIncludes(bench.output, "there is no such program (install kubectl");
});

test("bench:k8s measures through kubectl as a process, and says how it went", async () => {
  await using bench = await Bench.create();
  assertEquals(await bench.run(["--yes"]), 0, bench.output);
  assertStringIncludes(bench.output, "bun, 20 sessions, run 1: PASS");
  const state = await bench.state();
  assertAtRest(state);
  assertOwnCalls({ ...state, log: state.log.filter(([first]) => first !== "config") });
});

/** Waits until the program has done something that shows in the stand-in's state. */
async function until(bench: Bench, isSo: (state: FakeState) => boolean): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    const state = await bench.state().catch(() => undefined);
    if (state !== undefined && isSo(state)) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`Cannot wait any longer: ${bench.output}`);
}

const hasJob = ({ jobs }: FakeState) => jobs.length > 1;

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  test(`bench:k8s leaves the cluster as it was after ${signal} in the middle of a run`, async () => {
    await using bench = await Bench.create({ shards: "never end" });
    const child = bench.start(["--yes", "--context", "lab"]);
    await until(bench, hasJob);
    process.kill(child.pid!, signal);
    assertEquals((await child.exited).code, 130, bench.output);
    assertAtRest(await bench.state());
  });
}

test("bench:k8s leaves the cluster as it was even after a second Ctrl-C", async () => {
  await using bench = await Bench.create({ shards: "never end" });
  const child = bench.start(["--yes", "--context", "lab"]);
  await until(bench, hasJob);
  const again = setInterval(() => child.hasExited || process.kill(child.pid!, "SIGINT"), 300);
  const { code } = await child.exited;
  clearInterval(again);
  assertEquals(code, 130, bench.output);
  const state = await bench.state();
  assertAtRest(state);
  assert(state.log.some((args) => args.includes("delete")));
});
