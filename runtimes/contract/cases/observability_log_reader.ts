import process from "node:process";
import { startGateway } from "@stt-bench/bench";
import { demand, demandEqual, expectClose } from "@stt-bench/conformance";
import { CloseCode } from "@stt-bench/protocol";
import type { Bed } from "../bed.ts";
import type { ContractCase } from "../contract_case.ts";
import { textsOf } from "../env.ts";
import { LogPipe } from "../fixtures/log_pipe.ts";
import { GatewayLog } from "../gateway_log.ts";
import { GatewayProcess } from "../gateway_process.ts";
import { skipUnlessLinux } from "../skip_unless_linux.ts";
import { until } from "../until.ts";
import { untilMetrics } from "../until_metrics.ts";

const FLUSH_INTERVAL_MS = 50;

/** Sessions that end at the same time. */
const AT_ONCE = 50;

/** Their lines are more than a pipe and the gateway's own queue hold: about 1200. */
const MAX_SESSIONS = 5000;

const DROPPED = "stt_gateway_log_lines_dropped_total";

/** A log whose reader has stopped, or is gone. */
export const logReaderCases: readonly ContractCase[] = [
  {
    name: "log-not-read",
    claim: "A reader of the log that stops holds nobody up: lines are dropped, counted, announced",
    run: (bed) =>
      withPipe(bed, 1, async (gateway, pipe) => {
        const session = await gateway.startWith(1);
        await session.acknowledge(1);
        const ended = await endUntilDropped(gateway, pipe);
        await untilMetrics(gateway, { stt_gateway_sessions: 1 });
        session.sendFrames(1);
        await session.acknowledge(2);
        const dropped = await gateway.metric(DROPPED);
        pipe.resume();
        await until(
          () => announced(pipe) === dropped,
          `the log to say that ${dropped} lines are missing`,
        );
        const log = GatewayLog.of(pipe.lines);
        log.check();
        demandEqual("Lines, with those that are missing", log.sessionEnds.length + dropped, ended);
        await endSessions(gateway, 1);
        await until(
          () => pipe.lines.at(-1)!.includes('"session ended"'),
          "further lines",
        );
      }),
  },
  {
    name: "log-not-read-workers",
    claim: "A reader of the log that stops holds up no worker, not even one that starts meanwhile",
    skip: skipUnlessLinux,
    run: (bed) =>
      withPipe(bed, 2, async (gateway, pipe) => {
        await endUntilDropped(gateway, pipe);
        process.kill(gateway.workerPids[0]!, "SIGKILL");
        await untilMetrics(gateway, {
          stt_gateway_worker_restarts_total: 1,
          stt_gateway_workers: 2,
        });
        await endSessions(gateway, 2 * AT_ONCE);
        for (const { client } of await gateway.startMany(AT_ONCE)) client.reset();
        pipe.resume();
        await until(() => announced(pipe) > 0, "the log to say what is missing");
        GatewayLog.of(pipe.lines).check();
      }),
  },
  {
    name: "log-closed",
    claim: "A log that nobody can read any more ends nothing: its lines are counted as dropped",
    run: (bed) =>
      withPipe(bed, 1, async (gateway, pipe) => {
        const session = await gateway.startWith(1);
        await pipe.close();
        await endSessions(gateway, AT_ONCE);
        await untilMetrics(gateway, { [DROPPED]: AT_ONCE });
        await session.acknowledge(1);
        gateway.child.kill("SIGTERM");
        await expectClose(session.client, { code: CloseCode.serviceRestart });
        demandEqual("Exit code", (await gateway.child.exited).code, 0);
      }),
  },
];

/** Runs `use` with a gateway that logs into a pipe of its own. */
async function withPipe(
  bed: Bed,
  workers: number,
  use: (gateway: GatewayProcess, pipe: LogPipe) => Promise<void>,
): Promise<void> {
  await using pipe = await LogPipe.open();
  const env = { FLUSH_INTERVAL_MS, INFERENCE_URL: bed.simulatorUrl, WORKERS: workers };
  const server = await startGateway(bed.variant, { env: textsOf(env), prefix: pipe.prefix });
  const gateway = new GatewayProcess(server, FLUSH_INTERVAL_MS);
  try {
    await use(gateway, pipe);
  } finally {
    await gateway.stop();
  }
}

/**
 * Stops the reader, and ends sessions until lines are dropped.
 *
 * @returns the number of sessions.
 */
async function endUntilDropped(gateway: GatewayProcess, pipe: LogPipe): Promise<number> {
  await until(() => pipe.lines.length > 0, "a first line");
  pipe.pause();
  let sessions = 0;
  while (await gateway.metric(DROPPED) === 0) {
    demand(sessions < MAX_SESSIONS, `Expected dropped lines, got none of ${sessions} sessions`);
    await endSessions(gateway, AT_ONCE);
    sessions += AT_ONCE;
  }
  return sessions;
}

async function endSessions(gateway: GatewayProcess, count: number): Promise<void> {
  await Promise.all(Array.from({ length: count }, async () => {
    const client = await gateway.connect();
    client.sendClose(CloseCode.normal);
    await expectClose(client, { code: CloseCode.normal });
  }));
}

/** Lines that are missing, as the log itself says. */
function announced(pipe: LogPipe): number {
  const announcements = GatewayLog.of(pipe.lines).entries
    .filter(({ message }) => message === "log lines dropped");
  return announcements.reduce((sum, { lines }) => sum + Number(lines), 0);
}
