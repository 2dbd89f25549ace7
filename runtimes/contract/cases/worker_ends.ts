import process from "node:process";
import { demandEqual, expectClose } from "@stt-bench/conformance";
import { CloseCode, CloseReason } from "@stt-bench/protocol";
import { isRunning } from "../children_of.ts";
import type { ContractCase } from "../contract_case.ts";
import { skipUnlessLinux } from "../skip_unless_linux.ts";
import { until } from "../until.ts";

const WORKERS = 2;
const SESSIONS = 16;
const LONG_MS = 60_000;

/** How the workers end with their parent. */
export const workerEndCases: readonly ContractCase[] = [
  {
    name: "workers-drain",
    claim: "At SIGTERM all workers drain: last partials, 1012, exit code 0",
    skip: skipUnlessLinux,
    run: async (bed) => {
      const env = { WORKERS, FLUSH_INTERVAL_MS: LONG_MS, DRAIN_TIMEOUT_MS: 2000 };
      const gateway = await bed.startGateway(env, 0);
      const opening = Array.from({ length: SESSIONS }, () => gateway.startWith(2));
      const sessions = await Promise.all(opening);
      const pids = gateway.workerPids;
      demandEqual("Workers", pids.length, WORKERS);
      gateway.child.kill("SIGTERM");
      await Promise.all(sessions.map(async (session) => {
        await session.acknowledge(2);
        const restart = { code: CloseCode.serviceRestart, reason: CloseReason.restart };
        await expectClose(session.client, restart);
      }));
      demandEqual("Exit code", (await gateway.child.exited).code, 0);
      demandEqual("Workers that are left", pids.filter(isRunning).length, 0);
    },
  },
  {
    name: "workers-second-signal",
    claim: "A second signal ends the parent and all workers at once, with exit code 130",
    skip: skipUnlessLinux,
    run: async (bed) => {
      const env = { WORKERS, DRAIN_TIMEOUT_MS: LONG_MS, INFERENCE_TIMEOUT_MS: LONG_MS };
      const gateway = await bed.startGateway(env);
      await bed.simulator.plan({ kind: "stall", ms: LONG_MS });
      await gateway.startWith(1);
      await bed.inFlight(1);
      const pids = gateway.workerPids;
      const repeat = setInterval(() => gateway.child.kill("SIGTERM"), 50);
      try {
        demandEqual("Exit code", (await gateway.child.exited).code, 130);
      } finally {
        clearInterval(repeat);
      }
      await gone(pids);
    },
  },
  {
    name: "worker-hangs",
    claim: "A worker that hangs is killed some time after DRAIN_TIMEOUT_MS, exit code 1",
    skip: skipUnlessLinux,
    run: async (bed) => {
      const gateway = await bed.startGateway({ WORKERS, DRAIN_TIMEOUT_MS: 0 });
      const pids = gateway.workerPids;
      process.kill(pids[0]!, "SIGSTOP");
      gateway.child.kill("SIGTERM");
      demandEqual("Exit code", (await gateway.child.exited).code, 1);
      await gone(pids);
    },
  },
  {
    name: "workers-end-with-parent",
    claim: "All workers end when their parent is killed",
    skip: skipUnlessLinux,
    run: async (bed) => {
      const gateway = await bed.startGateway({ WORKERS });
      const sessions = await gateway.startMany(SESSIONS);
      const pids = gateway.workerPids;
      demandEqual("Workers", pids.length, WORKERS);
      process.kill(gateway.child.pid!, "SIGKILL");
      for (const { client } of sessions) await client.expectOneOf(["end", "reset"]);
      await gone(pids);
    },
  },
];

async function gone(pids: readonly number[]): Promise<void> {
  await until(() => !pids.some(isRunning), "every worker to be gone");
}
