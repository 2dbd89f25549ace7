import { demandEqual, expectClose } from "@stt-bench/conformance";
import { CloseCode } from "@stt-bench/protocol";
import type { ContractCase } from "../contract_case.ts";
import { untilMetrics } from "../until_metrics.ts";

const MAX_BUFFERED_FRAMES = 5;
const INFERENCE_TIMEOUT_MS = 10_000;

/** What the counters say. */
export const accountCases: readonly ContractCase[] = [
  {
    name: "accounts",
    claim: "Every frame ends in exactly one outcome, and the metrics say which",
    run: async (bed) => {
      const gateway = await bed.startGateway({
        MAX_BUFFERED_FRAMES,
        INFERENCE_TIMEOUT_MS,
        FLUSH_INTERVAL_MS: 300,
      });
      const session = await gateway.startWith(MAX_BUFFERED_FRAMES + 3);
      await session.error();
      await session.partial();
      await bed.simulator.plan({ kind: "status", status: 500 });
      session.sendFrames(2);
      await session.error();
      await bed.simulator.plan({ kind: "stall", ms: INFERENCE_TIMEOUT_MS });
      session.sendFrames(1);
      await bed.inFlight(1);
      session.sendFrames(3);
      session.client.sendClose(CloseCode.normal);
      await expectClose(session.client, { code: CloseCode.normal });
      await untilMetrics(gateway, { stt_gateway_sessions: 0 });
      const expected = { acknowledged: 5, dropped: 3, failed: 2, discarded: 4 };
      for (const [outcome, frames] of Object.entries(expected)) {
        const sample = `stt_gateway_frames_ended_total{outcome="${outcome}"}`;
        demandEqual(sample, await gateway.metric(sample), frames);
      }
      for (
        const [sample, value] of [
          ["stt_gateway_frames_received_total", 14],
          ["stt_gateway_frames_in_flight", 0],
          ["stt_gateway_frames_buffered", 0],
          ["stt_gateway_partials_total", 1],
          ['stt_gateway_errors_total{kind="http_5xx"}', 1],
          ['stt_gateway_errors_total{kind="overflow"}', 1],
          ['stt_gateway_sessions_closed_total{cause="client"}', 1],
        ] as const
      ) {
        demandEqual(sample, await gateway.metric(sample), value);
      }
    },
  },
];
