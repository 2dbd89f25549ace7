import { demand } from "@stt-bench/conformance";
import type { ContractCase } from "../contract_case.ts";
import { LongModel } from "../fixtures/long_model.ts";
import { until } from "../until.ts";

const FLUSH_INTERVAL_MS = 10;
const SEND_TIMEOUT_MS = 1000;

/** Four of them, a full outbox, stay below 64 KiB. */
const TRANSCRIPT = "word ".repeat(3000);

/** A client that sends and does not read. */
export const backpressureCases: readonly ContractCase[] = [
  {
    name: "not-reading",
    claim: "For a client that does not read, inference stops, then it is closed and cut",
    run: async (bed) => {
      const model = new LongModel(TRANSCRIPT);
      const gateway = await bed.startGateway({
        INFERENCE_URL: model.url,
        FLUSH_INTERVAL_MS,
        SEND_TIMEOUT_MS,
      });
      const session = await gateway.start();
      session.client.pause();
      // A frame after each request, and now and then one more, which also finds out about a reset.
      let ticks = 0;
      let requests = -1;
      const sending = setInterval(() => {
        if (++ticks % 20 !== 0 && requests === model.requests) return;
        requests = model.requests;
        session.sendFrames(1);
      }, FLUSH_INTERVAL_MS);
      try {
        await until(
          async () =>
            await gateway.metric('stt_gateway_sessions_closed_total{cause="not_reading"}') === 1,
          "the session to be closed for not reading",
          30_000,
        );
        // The outbox was full at the last request; the client then had time to read, and to close.
        const idleMs = performance.now() - model.lastRequestAtMs;
        const least = SEND_TIMEOUT_MS / 2;
        demand(
          idleMs >= least,
          `Expected no request for ${least} ms before the cut, got ${idleMs}`,
        );
        await session.client.expectOneOf(["end", "reset"]);
      } finally {
        clearInterval(sending);
        await gateway.stop();
        await model.stop();
      }
    },
  },
];
