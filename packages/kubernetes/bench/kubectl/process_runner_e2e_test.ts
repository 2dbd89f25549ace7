import { chmod, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { assertEquals, assertRejects } from "@std/assert";
import { inFolder } from "@stt-bench/program/testing";
import type { KubectlRunner } from "./kubectl_runner.ts";
import { processRunner } from "./process_runner.ts";

/** Long enough for a program to start on a busy machine, where that is no matter. */
const TIMEOUT_MS = 60_000;

/** Runs `kubectl`s that are the shell script `script`. */
function withScript(script: string, use: (runner: KubectlRunner) => Promise<void>): Promise<void> {
  return inFolder(async (folder) => {
    const path = join(folder, "kubectl");
    await writeFile(path, `#!/bin/sh\n${script}\n`);
    await chmod(path, 0o755);
    await use(processRunner(path));
  });
}

test("processRunner hands on input, output and the exit code", () =>
  withScript('cat; echo "$1 failed" >&2; exit 3', async (runner) => {
    const exit = await runner.run({ args: ["get"], input: "text", timeoutMs: TIMEOUT_MS });
    assertEquals(exit, { code: 3, stdout: "text", stderr: "get failed\n" });
  }));

test("processRunner says that a program is missing", async () => {
  const runner = processRunner("/nowhere/kubectl");
  assertEquals((await runner.run({ args: [], timeoutMs: TIMEOUT_MS })).failure, "missing");
  assertEquals(runner.runSync({ args: [], timeoutMs: TIMEOUT_MS }).failure, "missing");
});

/** As a plugin for credentials does that hangs. */
const HANGING_CHILD = "sleep 600 & echo started; wait";

test("processRunner ends a call that takes too long with all that it has started", () =>
  withScript(HANGING_CHILD, async (runner) => {
    const exit = await runner.run({ args: [], timeoutMs: 100 });
    assertEquals([exit.code, exit.failure], [null, "timeout"]);
  }));

test("processRunner ends a call that is broken off with all that it has started", () =>
  withScript(HANGING_CHILD, async (runner) => {
    const interruption = new AbortController();
    const call = runner.run({
      args: [],
      timeoutMs: TIMEOUT_MS,
      signal: interruption.signal,
      onLine: () => interruption.abort(new Error("broken off")),
    });
    await assertRejects(() => call, Error, "broken off");
  }));

test("processRunner doesn't wait for what a call has left behind", () =>
  withScript("sleep 600 & echo done", async (runner) => {
    const exit = await runner.run({ args: [], timeoutMs: TIMEOUT_MS });
    assertEquals(exit, { code: 0, stdout: "done\n", stderr: "" });
  }));
