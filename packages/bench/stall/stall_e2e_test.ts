import process from "node:process";
import { test } from "node:test";
import { setTimeout } from "node:timers/promises";
import { assert, assertEquals, assertGreaterOrEqual, assertMatch } from "@std/assert";
import * as v from "valibot";
import { findPrivateNetwork } from "./private_network.ts";
import { StallReport } from "./stall_report.ts";
import { Child } from "../programs/child.ts";
import { ProcessMark, readProc } from "../fixtures/process_mark.ts";
import { scriptCommand } from "../fixtures/script_command.ts";

/** Much longer than a process needs to end. */
const PATIENCE_MS = 20_000;

const skip = reasonToSkip();

function reasonToSkip(): string | false {
  try {
    findPrivateNetwork();
    return false;
  } catch (error) {
    return (error as Error).message;
  }
}

/** The program, and an eye on all that it starts. */
class StallProcess {
  readonly #mark = new ProcessMark();
  readonly #stdout: string[] = [];
  readonly #child: Child;

  constructor(env: Readonly<Record<string, string>> = {}) {
    this.#child = new Child({
      name: "stall",
      command: scriptCommand(new URL("./main.ts", import.meta.url), "--json"),
      env: { ...env, ...this.#mark.env },
      onStdoutLine: (line) => this.#stdout.push(line),
    });
  }

  async ended(): Promise<{ code: number | null; stdout: string; stderr: readonly string[] }> {
    const { code, signal } = await this.#child.exited;
    // node:child_process of Deno 2.9 reports a child that exits with 130 as killed by SIGINT.
    return {
      code: signal === "SIGINT" ? 130 : code,
      stdout: this.#stdout.join("\n"),
      stderr: this.#child.log,
    };
  }

  /** Sends a signal to itself alone, or to the one process below it with `part` in its command. */
  kill(signal: NodeJS.Signals, part?: string): void {
    process.kill(part === undefined ? this.#child.pid! : this.descendants(part)[0]!, signal);
  }

  /** Ids of the processes below it, by a part of their command. */
  descendants(part = ""): number[] {
    return this.#mark.find(part).filter((pid) => pid !== this.#child.pid);
  }

  /** Waits until the gateway is stopped. */
  async gatewayStopped(): Promise<void> {
    const isStopped = (pid: number) => / T \d/.test(readProc(pid, "stat"));
    while (!this.descendants("runtimes/node/main.ts").some(isStopped)) {
      if (this.#child.hasExited) throw this.#child.error("it ended before the gateway was stopped");
      await setTimeout(20);
    }
  }

  /** Waits until nothing lives that it has started; what does all the same is killed. */
  async allGone(): Promise<void> {
    const deadlineMs = performance.now() + PATIENCE_MS;
    while (this.descendants().length > 0 && performance.now() < deadlineMs) await setTimeout(20);
    const left = this.descendants();
    for (const pid of left) process.kill(pid, "SIGKILL");
    assertEquals(left, []);
  }
}

/** A machine that was too busy says nothing of the gateway, so it is asked again. */
async function showStall(attempts = 3): Promise<StallReport> {
  const stall = new StallProcess();
  const { code, stdout } = await stall.ended();
  assertEquals(stall.descendants(), []);
  const report = v.parse(StallReport, JSON.parse(stdout));
  if (report.summary.verdict === "invalid" && attempts > 1) return await showStall(attempts - 1);
  assertEquals(code, 0, JSON.stringify(report.summary.slo.reasons));
  return report;
}

test(
  "A stall is seen whole from the schedule, in part from the actual send, and fails the gateway",
  {
    skip,
  },
  async () => {
    const { summary, stopped_ms, claims, gateway_ledger } = await showStall();
    assertEquals(claims.filter(({ holds }) => !holds), []);
    assertEquals(summary.verdict, "fail");
    const failed = summary.slo.gates.filter(({ ok }) => !ok).map(({ gate }) => gate);
    assert(failed.includes("oldest p50 from schedule") && !failed.includes("oldest p50"));

    const { oldest_from_schedule: schedule, oldest_frame_to_partial_latency: actual } = summary;
    assertGreaterOrEqual(schedule.max_ms, stopped_ms);
    assertGreaterOrEqual(schedule.max_ms, actual.max_ms);
    assertGreaterOrEqual(schedule.p50_ms, actual.p50_ms + stopped_ms / 4);
    assertGreaterOrEqual(summary.send_wait.max_ms, summary.config.flush_interval_ms);
    assertGreaterOrEqual(summary.send_wait.max_ms, summary.send_lateness.max_ms);

    const { acknowledged, in_errors, dropped, still_open } = summary.ledger;
    assertEquals(acknowledged + in_errors + dropped + still_open, summary.frames_sent);
    assertEquals([summary.missing_frames, summary.frames_unsent], [0, 0]);
    assertEquals(gateway_ledger?.received, summary.frames_sent);
    assert(dropped > 0);
  },
);

test("Ctrl-C ends a stall: 130, and nothing is left behind, stopped or not", { skip }, async () => {
  const stall = new StallProcess();
  await stall.gatewayStopped();
  stall.kill("SIGINT");
  assertEquals((await stall.ended()).code, 130);
  assertEquals(stall.descendants(), []);
});

for (
  const [who, part] of [["it", undefined], ["its part in the namespace", "inside.ts"]] as const
) {
  test(`A stopped gateway does not outlive a stall when ${who} gets SIGKILL`, {
    skip,
  }, async () => {
    const stall = new StallProcess();
    await stall.gatewayStopped();
    stall.kill("SIGKILL", part);
    await stall.ended();
    await stall.allGone();
  });
}

test("A stall that can have no network of its own says so in one line, and exits with 3", async () => {
  const { code, stdout, stderr } = await new StallProcess({ PATH: "/nowhere" }).ended();
  assertEquals([code, stdout, stderr.length], [3, "", 1]);
  assertMatch(stderr[0]!, /^Cannot make a network of its own: expected Linux with unshare/);
});
