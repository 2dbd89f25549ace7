import { ChildError } from "@stt-bench/bench";
import { demand, demandEqual, expectClose, Violation } from "@stt-bench/conformance";
import { CloseCode, CloseReason } from "@stt-bench/protocol";
import type { ErrorMessage } from "@stt-bench/protocol";
import type { ContractCase } from "../contract_case.ts";

const MAX_BUFFERED_FRAMES = 5;

/** What happens to frames beyond `MAX_BUFFERED_FRAMES`. */
export const overflowCases: readonly ContractCase[] = [
  {
    name: "overflow",
    claim: "Dropped frames are told as one range, before the batch behind them",
    run: async (bed) => {
      const gateway = await bed.startGateway({ MAX_BUFFERED_FRAMES, FLUSH_INTERVAL_MS: 300 });
      const session = await gateway.startWith(MAX_BUFFERED_FRAMES + 3);
      checkOverflow(await session.error(), 1, 3);
      const { message } = await session.partial();
      demandEqual("frames", message.frames, MAX_BUFFERED_FRAMES);
    },
  },
  {
    name: "overflow-in-flight",
    claim: "Frames dropped while a batch is in flight are told after its outcome, in order",
    run: async (bed) => {
      const gateway = await bed.startGateway({ MAX_BUFFERED_FRAMES });
      await bed.simulator.plan({ kind: "stall", ms: 500 });
      const session = await gateway.startWith(2);
      await bed.inFlight(1);
      session.sendFrames(MAX_BUFFERED_FRAMES + 7);
      const { message } = await session.partial();
      demandEqual("newest_frame_seq of the batch in flight", message.newest_frame_seq, 2);
      checkOverflow(await session.error(), 3, 9);
      await session.acknowledge(2 + 7 + MAX_BUFFERED_FRAMES);
    },
  },
  {
    name: "overflow-close",
    claim: "Under OVERFLOW_POLICY=close a full buffer closes with 1013",
    run: async (bed) => {
      const env = { MAX_BUFFERED_FRAMES, OVERFLOW_POLICY: "close", FLUSH_INTERVAL_MS: 2000 };
      const gateway = await bed.startGateway(env);
      const session = await gateway.startWith(MAX_BUFFERED_FRAMES);
      session.sendFrames(1);
      const reason = CloseReason.overloaded;
      await expectClose(session.client, { code: CloseCode.tryAgainLater, reason });
    },
  },
  {
    name: "overflow-pause",
    claim: "OVERFLOW_POLICY=pause loses nothing, or is refused where sockets cannot pause",
    run: async (bed) => {
      // All at once, which is faster than any client may be.
      const env = { OVERFLOW_POLICY: "pause", MAX_FRAME_RATE: 0 };
      let gateway;
      try {
        gateway = await bed.startGateway(env);
      } catch (error) {
        return checkRefusal(error);
      }
      const session = await gateway.start();
      const frames = 5000;
      session.sendFrames(frames);
      await session.acknowledge(frames);
    },
  },
];

function checkOverflow(error: ErrorMessage, oldest: number, newest: number): void {
  demandEqual("kind", error.kind, "overflow");
  demandEqual("oldest_frame_seq", error.oldest_frame_seq, oldest);
  demandEqual("newest_frame_seq", error.newest_frame_seq, newest);
  demandEqual("gateway_buffer_frames", error.gateway_buffer_frames, MAX_BUFFERED_FRAMES);
  demandEqual("flush_lateness_ms", error.flush_lateness_ms, 0);
}

function checkRefusal(error: unknown): void {
  if (!(error instanceof ChildError)) throw error;
  if (!error.summary.endsWith("it ended with exit code 2")) throw new Violation(error.message);
  const line = 'Cannot parse OVERFLOW_POLICY: expected one of drop-oldest, close, got "pause"';
  demand(error.log.includes(line), `Expected the line ${line}, got ${error.log.join("\n")}`);
}
