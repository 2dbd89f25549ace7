import { demand, demandEqual } from "@stt-bench/conformance";
import { STT_PATH } from "@stt-bench/protocol";
import type { ContractCase } from "../contract_case.ts";
import { runSlowHeaders, skipWithoutSlowhttptest } from "../fixtures/slowhttptest.ts";

/** Short, and long enough for an honest client on a busy machine. */
const HANDSHAKE_TIMEOUT_MS = 1000;

const CONNECTIONS = 50;

/** Long enough for all of them to be cut, and no longer than Bun's own limit of 8 s allows to see. */
const SECONDS = 5;

/** The same as `slow-head`, with a judge that isn't ours. */
export const slowHeadCases: readonly ContractCase[] = [
  {
    name: "slowhttptest",
    claim: `slowhttptest finds that its ${CONNECTIONS} slow clients are cut, and all others served`,
    skip: skipWithoutSlowhttptest,
    run: async (bed) => {
      const gateway = await bed.keptGateway({ HANDSHAKE_TIMEOUT_MS });
      const session = await gateway.startWith(1);
      const { exitStatus, seconds } = await runSlowHeaders({
        url: gateway.url + STT_PATH,
        connections: CONNECTIONS,
        seconds: SECONDS,
      });
      await session.acknowledge(1);
      session.sendFrames(1);
      await session.acknowledge(2);
      for (const { isAvailable } of seconds) demand(isAvailable, "Expected others to be served");
      const most = Math.max(...seconds.map(({ connected }) => connected));
      demand(most > CONNECTIONS / 2, `Expected most to be connected at a time, got ${most}`);
      demandEqual("What slowhttptest ended with", exitStatus, "No open connections left");
    },
  },
];
