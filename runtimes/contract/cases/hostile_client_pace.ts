import { demandEqual } from "@stt-bench/conformance";
import type { Session } from "@stt-bench/conformance";
import { CloseCode, CloseReason } from "@stt-bench/protocol";
import type { ContractCase } from "../contract_case.ts";
import { until } from "../until.ts";
import { untilMetrics } from "../until_metrics.ts";

/** What MAX_FRAME_RATE allows at once by default: five seconds' worth of 100 a second. */
const BURST_FRAMES = 500;

const IDLE_TIMEOUT_MS = 300;

/** Clients that send too fast, or nothing. */
export const hostilePaceCases: readonly ContractCase[] = [
  {
    name: "frame-rate",
    claim: "500 frames may come at once; who goes on faster than 100 a second is closed with 1008",
    run: async (bed) => {
      const gateway = await bed.startGateway({ MAX_BUFFERED_FRAMES: BURST_FRAMES });
      const session = await gateway.startWith(BURST_FRAMES);
      await session.acknowledge(BURST_FRAMES);
      // Four times the burst: 15 seconds too early, however slow this machine is.
      session.sendFrames(4 * BURST_FRAMES);
      await expectRefusal(session);
      await untilMetrics(gateway, { 'stt_gateway_sessions_closed_total{cause="frame_rate"}': 1 });
    },
  },
  {
    name: "silent",
    claim: "A client that neither sends nor answers pings is given up after two idle periods",
    run: async (bed) => {
      const gateway = await bed.startGateway({ IDLE_TIMEOUT_MS });
      const { client } = await gateway.start();
      client.ignorePings();
      const event = await client.expectOneOf(["close", "end", "reset"]);
      if (event.type === "close") demandEqual("Close reason", event.reason, CloseReason.idle);
      await untilMetrics(gateway, { 'stt_gateway_sessions_closed_total{cause="idle"}': 1 });
    },
  },
  {
    name: "silent-but-there",
    claim: "A client that answers pings may be silent for as long as it likes",
    run: async (bed) => {
      const gateway = await bed.startGateway({ IDLE_TIMEOUT_MS });
      const session = await gateway.start();
      await until(
        () => session.client.pingsAnswered >= 3,
        "three pings",
        20 * IDLE_TIMEOUT_MS,
      );
      session.sendFrames(1);
      await session.acknowledge(1);
    },
  },
];

/** Demands Close 1008, or the reset that may overtake it when more frames come behind. */
async function expectRefusal({ client }: Session): Promise<void> {
  let event = await client.expectOneOf(["text", "close", "reset"]);
  while (event.type === "text") event = await client.expectOneOf(["text", "close", "reset"]);
  if (event.type === "reset") return;
  demandEqual("Close code", event.code, CloseCode.policyViolation);
  demandEqual("Close reason", event.reason, CloseReason.frameRate);
}
