import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { BALANCED } from "@stt-bench/results";
import type { RunSummary } from "@stt-bench/results";
import { runSummary } from "@stt-bench/results/testing";
import { parseBenchOptions } from "../head_to_head/bench_options.ts";
import { findVariant } from "../programs/variants.ts";
import { completeSummary } from "./complete_summary.ts";
import type { KnownRun } from "./complete_summary.ts";
import type { GatewayReadings } from "./gateway_cost.ts";
import { loadProfiles } from "./load_profile.ts";
import { ownTarget } from "./target.ts";
import type { Target } from "./target.ts";

const machine = {
  platform: "linux",
  arch: "x64",
  cpu_model: "A CPU",
  cores: 2,
  kernel: "6.18",
  memory_bytes: 1,
};
const context = {
  conditions: parseBenchOptions(["--cpu-limit", "0.25"]).conditions,
  machine,
  pinning: { pinned: true, gatewayCpus: [1], simulatorCpus: [1], toolCpus: [0] },
  versions: new Map([["bun", "1.4.5"]] as const),
  samples: true,
  slo: BALANCED,
} as const;
const plan = { load: loadProfiles.quick, round: 2 };
const usage = (atMs: number, userUs: number) => {
  return { atMs, userUs, systemUs: 0, runNsByThread: new Map(), rssBytes: 10, maxRssBytes: 20 };
};
const readings: GatewayReadings = {
  idle: usage(0, 0),
  windowStart: usage(1000, 0),
  windowEnd: usage(2000, 50_000),
};
const cost = {
  cpu_us_per_session_second: 500,
  user_us: 500,
  sys_us: 0,
  max_rss_bytes: 20,
  rss_bytes_per_session: 0,
};
const bun = ownTarget(findVariant("bun"), 1);
const event = {
  event: "listening",
  name: "gateway",
  url: "http://127.0.0.1:1",
  version: "1.4.5",
  inference_client: "fetch",
  inference_protocol: "HTTP/1.1",
} as const;

function complete(changes: Partial<KnownRun> = {}, target: Target = bun): RunSummary {
  const evidence = { throttledMs: 12 };
  const known = { summary: runSummary(), readings, event, evidence, broken: [], ...changes };
  return completeSummary(context, target, plan, known);
}

test("completeSummary adds what the bench knows", () => {
  const summary = complete();
  assertEquals(summary.verdict, "pass");
  assertEquals(summary.samples_file, "bun-100s-3w-10m-r2.samples.csv");
  assertEquals(summary.gateway, {
    runtime: "bun",
    version: "1.4.5",
    expected_version: "1.4.5",
    variant: "bun",
    inference_client: "fetch",
    inference_protocol: "HTTP/1.1",
    workers: 1,
    ...cost,
    throttled_ms: 12,
  });
  assertEquals(summary.environment, {
    cpu_model: "A CPU",
    cores: 2,
    kernel: "6.18",
    gateway_cpus: 1,
    cpu_limit: 0.25,
    memory_limit_bytes: null,
    pinning: "gateway and simulator on CPU 1, load generator on CPU 0",
  });
});

test("completeSummary knows of a gateway that isn't ours what its process used, and no more", () => {
  const foreign = { kind: "foreign", label: "x", url: "ws://127.0.0.1:1", pid: 1 } as const;
  const { gateway } = complete({ event: undefined }, foreign);
  assertEquals([gateway?.runtime, gateway?.expected_version], [null, undefined]);
  assertEquals(gateway?.cpu_us_per_session_second, 500);
});

test("completeSummary judges by what the servers say as well", () => {
  const simulator = {
    alive: true,
    requests: 1000,
    errors: 0,
    queue_wait_p99_ms: 0,
    loop_delay_p99_ms: 11,
    answer_lateness_p99_ms: 11,
    max_in_flight: 50,
  };
  const late = complete({ evidence: { throttledMs: null, simulator } });
  assertEquals(late.verdict, "invalid");
  assertEquals(complete({ event: { ...event, version: "1.4.4" } }).verdict, "invalid");
  const gateway_ledger = {
    received: 80_000,
    acknowledged: 79_000,
    failed: 0,
    dropped: 0,
    discarded: 999,
    in_flight: 0,
    buffered: 0,
  };
  const lossy = complete({ evidence: { throttledMs: 12, gateway_ledger } });
  assertEquals(lossy.slo.reasons, ["ledger imbalance 1 > 0"]);
});

test("completeSummary calls a run invalid in which the CPU limit was lost", () => {
  const { verdict, slo } = complete({ evidence: { throttledMs: null } });
  assertEquals(verdict, "invalid");
  assertEquals(slo.reasons, ["wrong conditions: gateway CPU limit is lost, expected held"]);
});

test("completeSummary fails a run around which something broke", () => {
  const { verdict, slo } = complete({ broken: ["it burnt"] });
  assertEquals([verdict, slo.reasons], ["fail", ["it burnt"]]);
});

test("completeSummary has no cost where the window was never whole", () => {
  assertEquals("gateway" in complete({ readings: undefined }), false);
});
