import { test } from "node:test";
import { assertEquals } from "@std/assert";
import type { SimulatorStats } from "@stt-bench/bench";
import type { ProgressEvent, RunPhase } from "@stt-bench/results";
import { ClusterEvidence } from "./cluster_evidence.ts";
import { combineSimulators } from "./combine_simulators.ts";
import { parseGatewayMetrics } from "./metrics.ts";

const percentiles = (p99_ms: number) => ({ p99_ms });
const stats = (p99: number): SimulatorStats => ({
  requests: 100,
  faults_injected: 1,
  max_in_flight: 7,
  queue_wait: percentiles(p99),
  answer_lateness: percentiles(p99),
  loop_delay: percentiles(p99),
});

/** A gateway that uses 20 % of a CPU in user mode and 10 % in the kernel, on a clock that we move. */
class Cluster {
  nowMs = 0;
  /** When the gateway's process was started. */
  startedMs = 0;
  resets = 0;
  isSilent = false;

  readonly evidence = new ClusterEvidence({
    proxy: {
      metrics: () => Promise.resolve(this.isSilent ? undefined : this.#metrics()),
      simulatorStats: () => Promise.resolve(stats(2)),
      resetSimulator: () => Promise.resolve(++this.resets > 0),
    },
    gateway: { pod: "gateway", port: 3000 },
    simulators: [{ pod: "simulator", port: 9000 }],
    workers: 1,
    clock: () => this.nowMs,
  });

  /** Resolves when whoever was asked has answered. */
  async at(ms: number, phase: RunPhase, epochMs = ms): Promise<void> {
    this.nowMs = ms;
    const event: ProgressEvent = { event: "phase", phase, at_ms: ms, epoch_ms: epochMs };
    this.evidence.observe(event);
    await new Promise((resolve) => setTimeout(resolve));
  }

  #metrics() {
    return parseGatewayMetrics([
      `process_cpu_user_seconds_total ${(this.nowMs - this.startedMs) * 0.2 / 1000}`,
      `process_cpu_system_seconds_total ${(this.nowMs - this.startedMs) * 0.1 / 1000}`,
      `process_resident_memory_bytes ${50e6 + this.nowMs * 100}`,
      'stt_gateway_build_info{variant="bun",runtime="bun",version="1.4.5"} 1',
    ].join("\n"));
  }
}

test("ClusterEvidence counts what the gateway used within the measured window, by session", async () => {
  const cluster = new Cluster();
  await cluster.evidence.before();
  await cluster.at(10_000, "measure");
  await cluster.at(20_000, "grace");
  const { gateway, simulator } = await cluster.evidence.collect(100);
  assertEquals(gateway, {
    runtime: "bun",
    version: "1.4.5",
    variant: "bun",
    inference_client: null,
    inference_protocol: null,
    workers: 1,
    cpu_us_per_session_second: 3000,
    user_us: 2000,
    sys_us: 1000,
    max_rss_bytes: 52e6,
    rss_bytes_per_session: 20_000,
    throttled_ms: null,
  });
  assertEquals([simulator?.requests, cluster.resets], [100, 1]);
});

test("ClusterEvidence knows no cost when it heard of an edge too late", async () => {
  const cluster = new Cluster();
  await cluster.evidence.before();
  await cluster.at(11_000, "measure", 10_000);
  await cluster.at(20_000, "grace");
  const { gateway, simulator } = await cluster.evidence.collect(100);
  assertEquals([gateway, simulator], [undefined, undefined]);
});

test("ClusterEvidence knows no cost of a gateway that was started again within the window", async () => {
  const cluster = new Cluster();
  await cluster.evidence.before();
  await cluster.at(10_000, "measure");
  cluster.startedMs = 19_000;
  await cluster.at(20_000, "grace");
  const { gateway, simulator } = await cluster.evidence.collect(100);
  assertEquals([gateway, simulator?.alive], [undefined, true]);
});

test("ClusterEvidence doesn't care how far apart the clocks of cluster and bench are", async () => {
  const cluster = new Cluster();
  await cluster.evidence.before();
  await cluster.at(10_000, "measure", 1e12);
  await cluster.at(20_000, "grace", 1e12 + 10_000);
  const { gateway } = await cluster.evidence.collect(100);
  assertEquals(gateway?.user_us, 2000);
});

test("ClusterEvidence goes on without a gateway that says nothing", async () => {
  const cluster = new Cluster();
  cluster.isSilent = true;
  await cluster.evidence.before();
  await cluster.at(10_000, "measure");
  await cluster.at(20_000, "grace");
  const { gateway, gateway_ledger } = await cluster.evidence.collect(100);
  assertEquals([gateway, gateway_ledger], [undefined, undefined]);
});

test("combineSimulators adds counts, and is as late as the latest", () => {
  assertEquals(combineSimulators([stats(2), stats(9)]), {
    alive: true,
    requests: 200,
    errors: 2,
    queue_wait_p99_ms: 9,
    loop_delay_p99_ms: 9,
    answer_lateness_p99_ms: 9,
    max_in_flight: 14,
  });
});

test("combineSimulators says that one is gone, and nothing where there is none", () => {
  assertEquals(combineSimulators([stats(2), undefined])?.alive, false);
  assertEquals(combineSimulators([undefined])?.requests, null);
  assertEquals(combineSimulators([]), undefined);
});

test("parseGatewayMetrics reads nothing from something else", () => {
  assertEquals(parseGatewayMetrics("process_cpu_seconds_total 3\n<html>"), undefined);
});

test("parseGatewayMetrics reads nothing where the memory is no number", () => {
  const text = `process_cpu_user_seconds_total 1
process_cpu_system_seconds_total 1
process_resident_memory_bytes NaN
`;
  assertEquals(parseGatewayMetrics(text), undefined);
});
