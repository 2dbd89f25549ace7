import process from "node:process";
import { demand, demandEqual, expectClose, upgradeFields } from "@stt-bench/conformance";
import type { Session } from "@stt-bench/conformance";
import { CloseCode } from "@stt-bench/protocol";
import type { ContractCase } from "../contract_case.ts";
import { framesOf } from "../frames_of.ts";
import type { GatewayProcess } from "../gateway_process.ts";
import { skipUnlessLinux } from "../skip_unless_linux.ts";
import { until } from "../until.ts";
import { untilMetrics } from "../until_metrics.ts";

const WORKERS = 2;

/** So many that they are all on one worker by chance only once in 2⁶³ runs. */
const SESSIONS = 64;

/** Long enough for all sessions to end in time, short enough to wait for. */
const DRAIN_TIMEOUT_MS = 2000;

/** One port, several processes: who serves, and what the counters say. */
export const workerCases: readonly ContractCase[] = [
  {
    name: "workers-share",
    claim: "Workers share the sessions, and their metrics together are what the clients saw",
    skip: skipUnlessLinux,
    run: async (bed) => {
      const gateway = await bed.startGateway({ WORKERS });
      const sessions = await gateway.startMany(SESSIONS);
      const open = await gateway.sessionsByWorker(WORKERS);
      demandEqual("Workers with sessions", open.filter((count) => count > 0).length, WORKERS);
      demandEqual("Open sessions", sum(open), SESSIONS);
      for (const session of sessions.slice(1)) await endNormally(session);
      await until(
        async () => sum(await gateway.sessionsByWorker(WORKERS)) === 1,
        "one session to be left",
      );
      await demandFrames(gateway, SESSIONS);
      for (
        const [sample, value] of [
          ["stt_gateway_sessions_opened_total", SESSIONS],
          ["stt_gateway_partials_total", SESSIONS],
          ['stt_gateway_sessions_closed_total{cause="client"}', SESSIONS - 1],
          ["stt_gateway_workers", WORKERS],
        ] as const
      ) demandEqual(sample, await gateway.metric(sample), value);
    },
  },
  {
    name: "workers-admin",
    claim: "The shared port and the parent's own tell of all workers together",
    skip: skipUnlessLinux,
    run: async (bed) => {
      const gateway = await bed.startGateway({ WORKERS });
      await gateway.startMany(3);
      demandEqual("workers of the listening event", gateway.event["workers"], WORKERS);
      for (const each of [gateway, gateway.admin!]) {
        const { body } = await each.request({ path: "/metrics" });
        demand(body.includes("\nstt_gateway_sessions 3\n"), `Sessions: expected 3, got ${body}`);
        demandEqual("Status of /health", (await each.request({ path: "/health" })).status, 200);
        demandEqual("Status of /ready", (await each.request({ path: "/ready" })).status, 200);
      }
    },
  },
  {
    name: "workers-max-sessions",
    claim: "All workers together take MAX_SESSIONS and no more",
    skip: skipUnlessLinux,
    run: async (bed) => {
      const gateway = await bed.startGateway({ WORKERS, MAX_SESSIONS: 3 });
      demandEqual("Status of /ready", await gateway.readiness(), 200);
      let isFull = false;
      for (let i = 0; i < SESSIONS && !isFull; i++) {
        await gateway.connect().catch(() => {});
        isFull = await gateway.readiness() === 503;
      }
      demandEqual("Open sessions", await gateway.metric("stt_gateway_sessions"), 3);
      const { status } = await gateway.request({ fields: upgradeFields() });
      demandEqual("Status of an upgrade beyond the limit", status, 503);
    },
  },
  {
    name: "worker-killed",
    claim: "A worker that is killed is replaced; sessions of others go on, counters do not go back",
    skip: skipUnlessLinux,
    run: async (bed) => {
      const gateway = await bed.startGateway({ WORKERS });
      const sessions = await gateway.startMany(SESSIONS);
      const before = await gateway.sessionsByWorker(WORKERS);
      process.kill(gateway.workerPids[0]!, "SIGKILL");
      await replaced(gateway);
      const left = sum(await gateway.sessionsByWorker(WORKERS));
      demand(before.includes(left), `Sessions: expected one of ${before}, got ${left}`);
      const goOn = await Promise.all(sessions.map((session) => goesOn(session)));
      demandEqual("Sessions that go on", goOn.filter(Boolean).length, left);
      await gateway.startMany(SESSIONS);
      await demandFrames(gateway, 2 * SESSIONS + left);
      const lost = 'stt_gateway_sessions_closed_total{cause="connection_lost"}';
      demandEqual(lost, await gateway.metric(lost), SESSIONS - left);
    },
  },
  {
    name: "worker-terminated",
    claim: "A worker that is told to end drains and is replaced; the counters lose nothing",
    skip: skipUnlessLinux,
    run: async (bed) => {
      const gateway = await bed.startGateway({ WORKERS, DRAIN_TIMEOUT_MS });
      const sessions = await gateway.startMany(SESSIONS);
      for (const session of sessions) session.sendFrames(1);
      await Promise.all(sessions.map((session) => session.roundTrip()));
      process.kill(gateway.workerPids[0]!, "SIGTERM");
      await replaced(gateway);
      const left = sum(await gateway.sessionsByWorker(WORKERS));
      await until(
        async () => await gateway.metric("stt_gateway_partials_total") >= 2 * SESSIONS,
        "a last partial for each session",
      );
      await demandFrames(gateway, 2 * SESSIONS);
      const drained = 'stt_gateway_sessions_closed_total{cause="drain"}';
      demandEqual(drained, await gateway.metric(drained), SESSIONS - left);
      for (const session of sessions) await session.acknowledge(2);
    },
  },
];

/** Waits until another worker listens in the place of one that has ended. */
async function replaced(gateway: GatewayProcess): Promise<void> {
  await untilMetrics(gateway, {
    stt_gateway_worker_restarts_total: 1,
    stt_gateway_workers: WORKERS,
  });
}

async function goesOn(session: Session): Promise<boolean> {
  session.sendFrames(1);
  return await session.acknowledge(2).then(() => true, () => false);
}

async function endNormally({ client }: Session): Promise<void> {
  client.sendClose(CloseCode.normal);
  await expectClose(client, { code: CloseCode.normal });
}

/** Demands that every received frame is accounted for, and so many of them with an answer. */
async function demandFrames(gateway: GatewayProcess, expected: number): Promise<void> {
  await gateway.checkAccounts();
  const { received, acknowledged } = await framesOf(gateway);
  demandEqual("Frames", received, expected);
  demandEqual("Acknowledged frames", acknowledged, expected);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
