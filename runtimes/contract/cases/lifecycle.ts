import { demandEqual, expectClose, upgradeFields } from "@stt-bench/conformance";
import { CloseCode, CloseReason } from "@stt-bench/protocol";
import type { ContractCase } from "../contract_case.ts";
import type { GatewayProcess } from "../gateway_process.ts";
import { until } from "../until.ts";

const LONG_MS = 60_000;

/** Signals, and how sessions end with the process. */
export const lifecycleCases: readonly ContractCase[] = [
  {
    name: "drain",
    claim: "At SIGTERM new sessions get 503, open ones their last partial and 1012, exit code 0",
    run: async (bed) => {
      const gateway = await bed.startGateway();
      const fresh = await gateway.connect();
      await bed.simulator.plan({ kind: "stall", ms: 700 });
      const session = await gateway.startWith(1);
      await bed.inFlight(1);
      session.sendFrames(2);
      await session.roundTrip();
      gateway.child.kill("SIGTERM");
      await notReady(gateway);
      const { status } = await gateway.request({ fields: upgradeFields() });
      demandEqual("Status of an upgrade while draining", status, 503);
      const restart = { code: CloseCode.serviceRestart, reason: CloseReason.restart };
      await expectClose(fresh, restart);
      await session.acknowledge(3);
      await expectClose(session.client, restart);
      demandEqual("Exit code", (await gateway.child.exited).code, 0);
    },
  },
  {
    name: "drain-at-once",
    claim: "A drain serves what is buffered at once, not when its flush is due",
    run: async (bed) => {
      const gateway = await bed.startGateway({ FLUSH_INTERVAL_MS: LONG_MS }, 0);
      const session = await gateway.startWith(4);
      gateway.child.kill("SIGINT");
      await session.acknowledge(4);
      await expectClose(session.client, { code: CloseCode.serviceRestart });
      demandEqual("Exit code", (await gateway.child.exited).code, 0);
    },
  },
  {
    name: "drain-deadline",
    claim: "Sessions that are not done after DRAIN_TIMEOUT_MS are closed with 1001, exit code 0",
    run: async (bed) => {
      const env = { DRAIN_TIMEOUT_MS: 300, INFERENCE_TIMEOUT_MS: LONG_MS };
      const gateway = await bed.startGateway(env);
      await bed.simulator.plan({ kind: "stall", ms: LONG_MS });
      const session = await gateway.startWith(1);
      await bed.inFlight(1);
      gateway.child.kill("SIGTERM");
      const reason = CloseReason.drainDeadline;
      await expectClose(session.client, { code: CloseCode.goingAway, reason });
      demandEqual("Exit code", (await gateway.child.exited).code, 0);
    },
  },
  {
    name: "second-signal",
    claim: "A second signal ends the process at once, with exit code 130",
    run: async (bed) => {
      const env = { DRAIN_TIMEOUT_MS: LONG_MS, INFERENCE_TIMEOUT_MS: LONG_MS };
      const gateway = await bed.startGateway(env);
      await bed.simulator.plan({ kind: "stall", ms: LONG_MS });
      const session = await gateway.startWith(1);
      await bed.inFlight(1);
      gateway.child.kill("SIGTERM");
      await notReady(gateway);
      // One that comes at once counts as the first again: see runProgram.
      const repeat = setInterval(() => gateway.child.kill("SIGTERM"), 50);
      try {
        await session.client.expectOneOf(["end", "reset"]);
        demandEqual("Exit code", (await gateway.child.exited).code, 130);
      } finally {
        clearInterval(repeat);
      }
    },
  },
];

async function notReady(gateway: GatewayProcess): Promise<void> {
  await until(async () => await gateway.readiness() === 503, "/ready to be 503");
}
