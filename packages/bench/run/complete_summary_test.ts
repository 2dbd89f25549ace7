import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { parseBenchOptions } from "../options/bench_options.ts";
import { completeSummary } from "./complete_summary.ts";
import { runSummary } from "../fixtures/run_summary.ts";
import type { GatewayReadings } from "./gateway_cost.ts";
import { findVariant } from "../programs/variants.ts";

const machine = {
  platform: "linux",
  arch: "x64",
  cpu_model: "A CPU",
  cores: 2,
  kernel: "6.18",
  memory_bytes: 1,
};
const context = {
  options: parseBenchOptions([]),
  machine,
  pinning: { pinned: true, gatewayCpus: [1], toolCpus: [0] },
  versions: new Map([["bun", "1.4.5"]] as const),
} as const;
const usage = (atMs: number, userUs: number) => {
  return { atMs, userUs, systemUs: 0, runNsByThread: new Map(), rssBytes: 10, maxRssBytes: 20 };
};
const readings: GatewayReadings = {
  idle: usage(0, 0),
  windowStart: usage(1000, 0),
  windowEnd: usage(2000, 50_000),
};
const bun = findVariant("bun");
const gateway = { inference_client: "fetch", inference_protocol: "HTTP/1.1" };

test("completeSummary adds what the bench knows", () => {
  const summary = completeSummary(context, bun, runSummary(), { readings, gateway }, []);
  assertEquals(summary.verdict, "pass");
  assertEquals(summary.samples_file, "bun-100s-3w-10m-r1.samples.csv");
  assertEquals(summary.gateway, {
    runtime: "bun",
    version: "1.4.5",
    variant: "bun",
    inference_client: "fetch",
    inference_protocol: "HTTP/1.1",
    workers: 1,
    throttled_ms: null,
    cpu_us_per_session_second: 500,
    user_us: 500,
    sys_us: 0,
    max_rss_bytes: 20,
    rss_bytes_per_session: 0,
  });
  assertEquals(summary.environment, {
    cpu_model: "A CPU",
    cores: 2,
    kernel: "6.18",
    gateway_cpus: null,
    cpu_limit: null,
    memory_limit_bytes: null,
    pinning: "gateway on CPU 1, tools on CPU 0",
  });
});

test("completeSummary fails a run around which something broke", () => {
  const { verdict, slo } = completeSummary(context, bun, runSummary(), { readings, gateway }, [
    "it burnt",
  ]);
  assertEquals([verdict, slo.reasons], ["fail", ["it burnt"]]);
});

test("completeSummary has no cost where the window was never whole", () => {
  const summary = completeSummary(context, bun, runSummary(), { readings: undefined, gateway }, []);
  assertEquals("gateway" in summary, false);
});
