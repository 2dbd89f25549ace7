import { existsSync } from "node:fs";
import { demand } from "@stt-bench/conformance";
import type { HttpExchange, Session } from "@stt-bench/conformance";
import { CloseCode } from "@stt-bench/protocol";
import type { ContractCase } from "../contract_case.ts";
import type { GatewayProcess } from "../gateway_process.ts";
import { until } from "../until.ts";

/** Files that the gateway may have open, sockets among them; a runtime itself takes 20 to 40. */
const MAX_FILES = 160;

/** What the gateway is started with: neither limit can be raised again. */
const withFewFiles = ["sh", "-c", `ulimit -n ${MAX_FILES}; exec "$@"`, "sh"];

/** More connections than it can have. */
const CONNECTIONS = 300;

/** How long they stay, with sessions that go on meanwhile. */
const FLUSHES = 20;

const LIMITS = "/proc/self/limits";

const TURNED_AWAY = 'stt_gateway_upgrades_refused_total{reason="connections"}';

/** What the system refuses the gateway. */
export const openFileCases: readonly ContractCase[] = [
  {
    name: "out-of-files",
    claim: "Without file descriptors no session ends; with some again, clients are accepted again",
    skip: skipWithoutProc,
    run: async (bed) => {
      const gateway = await bed.startGateway({}, undefined, withFewFiles);
      const sessions = await gateway.startMany(5);
      const idle = await occupy(gateway);
      for (let flush = 0; flush < FLUSHES; flush++) await serveEach(sessions, flush + 2);
      for (const { stream } of idle) stream.destroy();
      await until(() => isAccepting(gateway), "clients to be accepted again");
      await serveEach(sessions, FLUSHES + 2);
      const turnedAway = await gateway.metric(TURNED_AWAY);
      demand(turnedAway >= 1, `${TURNED_AWAY}: expected 1 at least, got ${turnedAway}`);
    },
  },
];

/** Gateways read their limit there; without it they can't keep away from it. */
function skipWithoutProc(): string | undefined {
  return existsSync(LIMITS) ? undefined : `expected ${LIMITS}, got none`;
}

/**
 * Opens more connections than the gateway has files for; some are refused, some cut at once. All of
 * them say something: Bun accepts none before (TCP_DEFER_ACCEPT).
 */
async function occupy(gateway: GatewayProcess): Promise<HttpExchange[]> {
  const opening = Array.from({ length: CONNECTIONS }, () => gateway.say("GET "));
  const opened = await Promise.allSettled(opening);
  return opened.flatMap((each) => each.status === "fulfilled" ? each.value : []);
}

async function serveEach(sessions: readonly Session[], frames: number): Promise<void> {
  for (const session of sessions) session.sendFrames(1);
  await Promise.all(sessions.map((session) => session.acknowledge(frames)));
}

async function isAccepting(gateway: GatewayProcess): Promise<boolean> {
  try {
    const session = await gateway.startWith(1);
    await session.acknowledge(1);
    session.client.sendClose(CloseCode.normal);
    return true;
  } catch {
    return false;
  }
}
