import { CloseCode } from "@stt-bench/protocol";
import type { Bed } from "../bed.ts";
import type { Env } from "../env.ts";
import type { LoggedFrames } from "../gateway_log.ts";
import type { GatewayProcess } from "../gateway_process.ts";

const LONG_MS = 60_000;
const START_TIMEOUT_MS = 300;
const IDLE_TIMEOUT_MS = 300;
const MAX_BUFFERED_FRAMES = 5;

/** How a session ends, and what the log must say of it. */
export interface End {
  readonly code: number | readonly number[];
  /** Frames by what became of them; what isn't there is 0. */
  readonly frames?: Partial<LoggedFrames>;
  /** The session has lasted for so long at least. */
  readonly leastMs?: number;
  readonly run: (gateway: GatewayProcess, bed: Bed) => Promise<unknown>;
}

/** Sessions by the cause of their end, on a gateway with `env`. */
export interface Ends {
  readonly env: Env;
  readonly byCause: Readonly<Record<string, End>>;
}

/** Every cause but a bug, a drain (below), and `not_reading`, which takes long: see `not-reading`. */
export const endings: readonly Ends[] = [
  {
    env: { MAX_BUFFERED_FRAMES, FLUSH_INTERVAL_MS: 300 },
    byCause: {
      client: {
        code: CloseCode.normal,
        frames: { received: 10, acknowledged: 5, dropped: 3, failed: 2 },
        run: endWithEachOutcome,
      },
    },
  },
  {
    env: {
      START_TIMEOUT_MS,
      MAX_BUFFERED_FRAMES,
      OVERFLOW_POLICY: "close",
      FLUSH_INTERVAL_MS: LONG_MS,
    },
    byCause: {
      connection_lost: {
        code: 1006,
        frames: { received: 3, discarded: 3 },
        run: async (gateway) => (await gateway.startWith(3)).client.reset(),
      },
      transport_protocol: {
        code: CloseCode.messageTooBig,
        run: async (gateway) => (await gateway.start()).client.sendBinary(new Uint8Array(8193)),
      },
      bad_start: {
        code: CloseCode.protocolError,
        run: async (gateway) => (await gateway.connect()).sendText("no start"),
      },
      text_after_start: {
        code: CloseCode.protocolError,
        run: async (gateway) => (await gateway.start()).client.sendText("more"),
      },
      bad_frame: {
        code: CloseCode.unsupportedData,
        frames: { received: 2, discarded: 2 },
        run: async (gateway) => (await gateway.startWith(2)).client.sendBinary(new Uint8Array(639)),
      },
      start_timeout: {
        code: CloseCode.policyViolation,
        leastMs: START_TIMEOUT_MS,
        run: (gateway) => gateway.connect(),
      },
      overflow: {
        code: CloseCode.tryAgainLater,
        frames: { received: MAX_BUFFERED_FRAMES, discarded: MAX_BUFFERED_FRAMES },
        run: async (gateway) => (await gateway.startWith(MAX_BUFFERED_FRAMES)).sendFrames(1),
      },
    },
  },
  {
    env: { IDLE_TIMEOUT_MS, MAX_FRAME_RATE: 1, FLUSH_INTERVAL_MS: LONG_MS },
    byCause: {
      frame_rate: {
        code: CloseCode.policyViolation,
        // A burst of 5 s, and the one that is too many.
        frames: { received: 6, discarded: 6 },
        run: async (gateway) => (await gateway.start()).sendFrames(6),
      },
      idle: {
        // The second where the client could not be pinged.
        code: [1006, CloseCode.policyViolation],
        leastMs: 2 * IDLE_TIMEOUT_MS,
        run: async (gateway) => (await gateway.start()).client.ignorePings(),
      },
    },
  },
];

/** Ends a session of which frames were acknowledged, dropped and failed. */
async function endWithEachOutcome(gateway: GatewayProcess, bed: Bed): Promise<void> {
  const session = await gateway.startWith(MAX_BUFFERED_FRAMES + 3);
  await session.error();
  await session.partial();
  await bed.simulator.plan({ kind: "status", status: 500 });
  session.sendFrames(2);
  await session.error();
  session.client.sendClose(CloseCode.normal);
}
