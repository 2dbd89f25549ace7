import { demandEqual } from "@stt-bench/conformance";
import type { Session } from "@stt-bench/conformance";
import { CloseCode, CloseReason } from "@stt-bench/protocol";
import type { Bed } from "../bed.ts";
import type { ContractCase } from "../contract_case.ts";
import { LongModel } from "../fixtures/long_model.ts";
import type { GatewayProcess } from "../gateway_process.ts";
import { until } from "../until.ts";
import { untilMetrics } from "../until_metrics.ts";

const FLUSH_INTERVAL_MS = 10;
const SEND_TIMEOUT_MS = 2000;

/** To fill the kernel's buffers takes some seconds. */
const PATIENCE_MS = 20_000;

const IN_FLIGHT = "stt_gateway_frames_in_flight";

/** Four of them, a full outbox, stay below 64 KiB. */
const TRANSCRIPT = "word ".repeat(3000);

/** A client that sends and does not read. */
export const backpressureCases: readonly ContractCase[] = [
  {
    name: "not-reading",
    claim: "For a client that does not read, inference stops, then it is closed and cut",
    run: (bed) =>
      withFullSession(bed, async (gateway, session) => {
        await untilMetrics(gateway, {
          'stt_gateway_sessions_closed_total{cause="not_reading"}': 1,
        });
        await session.client.expectOneOf(["end", "reset"]);
      }),
  },
  {
    name: "reading-too-late",
    claim: "A client that reads again too late finds all messages, then Close 1008",
    run: (bed) =>
      withFullSession(bed, async (gateway, session) => {
        await untilMetrics(gateway, { [IN_FLIGHT]: 0 });
        session.client.resume();
        for (;;) {
          const event = await session.client.expectOneOf(["text", "close"]);
          if (event.type === "text") continue;
          demandEqual("Close code", event.code, CloseCode.policyViolation);
          demandEqual("Close reason", event.reason, CloseReason.notReading);
          return;
        }
      }),
  },
];

/** Runs `use` once the batch of a session is held back because its client reads nothing. */
async function withFullSession(
  bed: Bed,
  use: (gateway: GatewayProcess, session: Session) => Promise<void>,
): Promise<void> {
  const model = new LongModel(TRANSCRIPT);
  const env = { INFERENCE_URL: model.url, FLUSH_INTERVAL_MS, SEND_TIMEOUT_MS };
  const gateway = await bed.startGateway(env);
  const session = await gateway.start();
  session.client.pause();
  const stopSending = sendForEachRequest(session, model);
  try {
    await until(
      async () =>
        model.requests > 0 &&
        performance.now() - model.lastRequestAtMs > SEND_TIMEOUT_MS / 4 &&
        await gateway.metric(IN_FLIGHT) > 0,
      "a batch to stay in flight, though the model has answered, and inference to stop",
      PATIENCE_MS,
    );
    await use(gateway, session);
  } finally {
    stopSending();
    await gateway.stop();
    await model.stop();
  }
}

/** Sends a frame after each request, and one more now and then: only a write finds out about a reset. */
function sendForEachRequest(session: Session, model: LongModel): () => void {
  let ticks = 0;
  let requests = -1;
  const timer = setInterval(() => {
    if (++ticks % 20 !== 0 && requests === model.requests) return;
    requests = model.requests;
    session.sendFrames(1);
  }, FLUSH_INTERVAL_MS);
  return () => clearInterval(timer);
}
