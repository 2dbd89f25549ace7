import { once } from "node:events";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { Child, startSimulator } from "@stt-bench/bench";
import { findTool } from "@stt-bench/toolchain";
import { assert, assertEquals, assertMatch } from "@std/assert";
import * as v from "valibot";
import { BenchResult } from "./bench_result.ts";

const main = fileURLToPath(new URL("./main.ts", import.meta.url));

const simulator = await startSimulator({
  env: { FAULTS: "1", MODEL_DELAY_MS: "2", MODEL_BATCH_WAIT_MAX_MS: "0" },
});
after(() => simulator.child.stop());
const required = ["--url", simulator.url, "--clients", "2", "--concurrency", "4"];

/** Runs the program; `onProgress` is called with each line of standard error. */
async function run(args: readonly string[], onProgress: (child: Child) => void = () => {}) {
  const { path } = await findTool("node");
  const lines: string[] = [];
  const child = new Child({
    name: "inferbench",
    command: [path, main, ...args],
    onStdoutLine: (line) => lines.push(line),
    onStderrLine: () => {
      onProgress(child);
      return false;
    },
  });
  const { code } = await child.exited;
  return { code, stdout: lines.join("\n"), log: child.log };
}

async function runJson(args: readonly string[], onProgress?: (child: Child) => void) {
  const { code, stdout, log } = await run([...required, "--json", ...args], onProgress);
  return { code, log, result: v.parse(BenchResult, JSON.parse(stdout)) };
}

async function plan(faults: unknown) {
  const init = { method: "POST", body: JSON.stringify(faults) };
  const response = await fetch(`${simulator.url}/faults`, init);
  assertEquals(response.status, 204);
}

for (const protocol of ["h2", "h1"]) {
  const short = ["--protocol", protocol, "--duration-secs", "0.3"];

  test(`inferbench over ${protocol} completes every request of a closed loop`, async () => {
    const { code, result } = await runJson(short);
    assertEquals(code, 0);
    assert(result.completed > 0);
    assertEquals(result.attempted, result.completed);
    assertEquals([result.mode, result.protocol, result.ended], [
      "closed_loop",
      protocol,
      "complete",
    ]);
  });

  test(`inferbench over ${protocol} sends as many requests in an open loop as it was told to`, async () => {
    const { code, result } = await runJson([...short, "--rps", "100"]);
    assertEquals(result.attempted + result.not_sent, 30);
    assertEquals(result.completed, result.attempted);
    // 3: this machine was too busy for the schedule, and that is what it must say then.
    assert(code === 0 || (code === 3 && result.send_lateness!.p99_ms > 10));
  });

  test(`inferbench over ${protocol} counts each failure under its cause, and ends with 1`, async () => {
    await plan([
      { fault: { kind: "status", status: 503 }, times: 2 },
      { fault: { kind: "body", body: "extra-field" } },
      { fault: { kind: "reset", during: "body" } },
      { fault: { kind: "stall", ms: 600_000 } },
    ]);
    const calm = ["--clients", "1", "--concurrency", "1", "--timeout-ms", "200"];
    const { code, result } = await runJson([...short, ...calm, "--duration-secs", "1"]);
    assertEquals(code, 1);
    assertEquals(result.errors, { connect: 0, timeout: 1, http_status: 2, request: 2 });
    assertEquals(result.error_samples.length, 4);
    assertEquals(result.attempted, result.completed + 5);
  });

  test(`inferbench over ${protocol} says in one line that nobody listens, and ends with 1`, async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    const { port } = other.address() as AddressInfo;
    other.close();
    await once(other, "close");
    const url = `http://127.0.0.1:${port}`;
    const { code, stdout, log } = await run(["--url", url, "--protocol", protocol]);
    assertEquals([code, stdout, log.length], [1, "", 1]);
    assertMatch(log[0]!, /^Cannot reach the inference service: .* got ECONNREFUSED$/);
  });
}

test("inferbench prints what it has when it is interrupted, marks it, and ends with 130", async () => {
  const { code, result } = await runJson(
    ["--duration-secs", "3600"],
    (child) => child.kill("SIGINT"),
  );
  assertEquals([code, result.ended], [130, "interrupted"]);
  assert(result.completed > 0);
});

test("inferbench prints a report for people without --json", async () => {
  const { code, stdout } = await run([...required, "--duration-secs", "0.3"]);
  assertEquals(code, 0);
  assertMatch(stdout, /^latency +p50 /m);
});

test("inferbench refuses wrong flags with 2, and starts nothing", async () => {
  const { code, stdout, log } = await run(["--url", "nowhere", "--rps", "x"]);
  assertEquals([code, stdout, log.length], [2, "", 2]);
});
