import { demand, expectClose } from "@stt-bench/conformance";
import { CloseCode } from "@stt-bench/protocol";
import type { ContractCase } from "../contract_case.ts";
import type { GatewayProcess } from "../gateway_process.ts";
import { until } from "../until.ts";
import { untilMetrics } from "../until_metrics.ts";

const LONG_MS = 60_000;
const STALL_MS = 700;

/** Anybody's own code: metrics must not have a series for each of those. */
const PRIVATE_CODE = 4321;

/** What the metrics say besides accounts. */
export const observabilityCases: readonly ContractCase[] = [
  {
    name: "metrics-latency",
    claim: "Each batch is in the histograms once; ages of frames are those of answered ones",
    run: async (bed) => {
      const gateway = await bed.startGateway();
      const session = await gateway.startWith(2);
      await session.acknowledge(2);
      session.sendFrames(1);
      await session.acknowledge(3);
      await bed.simulator.plan({ kind: "status", status: 500 });
      session.sendFrames(1);
      await session.error();
      await untilMetrics(gateway, {
        'stt_gateway_inference_seconds_count{outcome="answered"}': 2,
        'stt_gateway_inference_seconds_bucket{outcome="answered",le="+Inf"}': 2,
        'stt_gateway_inference_seconds_count{outcome="failed"}': 1,
        stt_gateway_flush_lateness_seconds_count: 3,
        stt_gateway_oldest_frame_age_seconds_count: 2,
        stt_gateway_newest_frame_age_seconds_count: 2,
      });
      const oldest = await gateway.metric("stt_gateway_oldest_frame_age_seconds_sum");
      const newest = await gateway.metric("stt_gateway_newest_frame_age_seconds_sum");
      demand(oldest >= newest && newest > 0, `Ages: got oldest ${oldest} s, newest ${newest} s`);
    },
  },
  {
    name: "metrics-close-codes",
    claim: "Sessions are counted by close code, codes of clients' own invention together",
    run: async (bed) => {
      const gateway = await bed.startGateway();
      for (const code of [CloseCode.normal, PRIVATE_CODE, PRIVATE_CODE + 1]) {
        const { client } = await gateway.start();
        client.sendClose(code);
        await expectClose(client, { code });
      }
      const wrong = await gateway.connect();
      wrong.sendText("no start");
      await expectClose(wrong, { code: CloseCode.protocolError });
      (await gateway.startWith(1)).client.reset();
      await untilMetrics(gateway, {
        'stt_gateway_close_codes_total{code="1000"}': 1,
        'stt_gateway_close_codes_total{code="1002"}': 1,
        'stt_gateway_close_codes_total{code="1006"}': 1,
        'stt_gateway_close_codes_total{code="4000-4999"}': 2,
        'stt_gateway_close_codes_total{code="other"}': 0,
        stt_gateway_sessions: 0,
      });
    },
  },
  {
    name: "metrics-requests",
    claim: "Requests on their way and waiting, and the memory of buffers, are counted and go back",
    run: async (bed) => {
      const gateway = await bed.startGateway({ MAX_INFLIGHT: 1, INFERENCE_TIMEOUT_MS: LONG_MS });
      await bed.simulator.plan({ kind: "stall", ms: LONG_MS });
      const first = await gateway.startWith(1);
      await bed.inFlight(1);
      const second = await gateway.startWith(1);
      await untilMetrics(gateway, {
        stt_gateway_inference_requests_in_flight: 1,
        stt_gateway_inference_requests_waiting: 1,
      });
      const bytes = await gateway.metric("stt_gateway_buffered_bytes");
      demand(bytes > 0, `Buffered bytes: expected some, got ${bytes}`);
      for (const { client } of [first, second]) client.reset();
      await untilMetrics(gateway, {
        stt_gateway_inference_requests_in_flight: 0,
        stt_gateway_inference_requests_waiting: 0,
        stt_gateway_buffered_bytes: 0,
      });
    },
  },
  {
    name: "metrics-circuit",
    claim: "The metrics say that the circuit breaker is open, and that it has closed again",
    run: async (bed) => {
      const env = { CIRCUIT_BREAKER_FAILURES: 1, CIRCUIT_BREAKER_PAUSE_MS: 200 };
      const gateway = await bed.startGateway(env);
      await untilMetrics(gateway, circuits("closed"));
      await bed.simulator.plan({ kind: "status", status: 500 });
      const session = await gateway.startWith(1);
      await session.error();
      await untilMetrics(gateway, circuits("open"));
      await until(async () => {
        session.sendFrames(1);
        return (await session.message()).message.type === "partial";
      }, "a partial");
      await untilMetrics(gateway, circuits("closed"));
    },
  },
  {
    name: "metrics-stall",
    claim: "A stall of the event loop is in its histogram, as often as timers were left out",
    run: async (bed) => {
      const gateway = await bed.startGateway();
      const before = await delaysBeyond(gateway, "0.25");
      gateway.child.kill("SIGSTOP");
      setTimeout(() => gateway.child.kill("SIGCONT"), STALL_MS);
      // Of timers every 100 ms, those that are late by 300 ms and more.
      const least = (STALL_MS - 300) / 100;
      await until(
        async () => await delaysBeyond(gateway, "0.25") - before >= least,
        `${least} delays of more than 250 ms`,
      );
    },
  },
];

function circuits(current: "closed" | "open"): Record<string, number> {
  const states = ["closed", "open"].map((state) => [
    `stt_gateway_circuit_breakers{state="${state}"}`,
    Number(state === current),
  ]);
  return Object.fromEntries(states);
}

/** Delays of the event loop above `seconds`, which is one of the buckets' bounds. */
async function delaysBeyond(gateway: GatewayProcess, seconds: string): Promise<number> {
  const name = "stt_gateway_event_loop_delay_seconds";
  const [within, all] = await gateway.metrics([`${name}_bucket{le="${seconds}"}`, `${name}_count`]);
  return all! - within!;
}
