import { expectClose } from "@stt-bench/conformance";
import { CloseCode } from "@stt-bench/protocol";
import type { Session } from "@stt-bench/conformance";
import type { Bed } from "../bed.ts";
import type { ContractCase } from "../contract_case.ts";
import { untilMetrics } from "../until_metrics.ts";

const LONG_MS = 60_000;

/** A client that leaves while its batch is in flight. */
export const cancellationCases: readonly ContractCase[] = [
  {
    name: "cancel-at-close",
    claim: "A close is answered at once and cancels the request in flight",
    run: (bed) =>
      leaveInFlight(bed, async (session) => {
        session.client.sendClose(4242);
        await expectClose(session.client, { code: 4242 }, 1000);
      }),
  },
  {
    name: "cancel-at-reset",
    claim: "A client that vanishes cancels its request in flight",
    run: (bed) =>
      leaveInFlight(bed, (session) => {
        session.client.reset();
        return Promise.resolve();
      }),
  },
  {
    name: "cancel-at-error",
    claim: "A client that is closed for its fault cancels its request in flight",
    run: (bed) =>
      leaveInFlight(bed, async (session) => {
        session.client.sendBinary(new Uint8Array(1));
        await expectClose(session.client, { code: CloseCode.unsupportedData }, 1000);
      }),
  },
];

async function leaveInFlight(bed: Bed, leave: (session: Session) => Promise<void>): Promise<void> {
  const gateway = await bed.startGateway({ INFERENCE_TIMEOUT_MS: LONG_MS });
  await bed.simulator.plan({ kind: "stall", ms: LONG_MS });
  const session = await gateway.startWith(1);
  await bed.inFlight(1);
  await leave(session);
  await bed.inFlight(0);
  await untilMetrics(gateway, { stt_gateway_sessions: 0 });
}
