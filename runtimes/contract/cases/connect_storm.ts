import { demand, demandEqual } from "@stt-bench/conformance";
import type { Session } from "@stt-bench/conformance";
import { CloseCode } from "@stt-bench/protocol";
import * as v from "valibot";
import type { ContractCase } from "../contract_case.ts";
import { openSlowly } from "../fixtures/open_slowly.ts";
import { runPython, skipWithoutPython } from "../fixtures/python.ts";
import type { GatewayProcess } from "../gateway_process.ts";
import { untilMetrics } from "../until_metrics.ts";

/** Clients that connect at once. */
const CLIENTS = 500;

/** Fewer than {@linkcode CLIENTS}. */
const MAX_SESSIONS = 200;

/** How long the gateway stands still, so that all of them wait to be accepted. */
const STILL_MS = 500;

/** The first flush comes when most have connected: it is the handshakes that this is about. */
const env = { FLUSH_INTERVAL_MS: 500 };

const REFUSED = 'stt_gateway_upgrades_refused_total{reason="full"}';

const Printed = v.strictObject({ served: v.number(), refused: v.record(v.string(), v.number()) });

/** Hundreds of clients that come in the same moment, as after a network's outage. */
export const connectStormCases: readonly ContractCase[] = [
  {
    name: "storm",
    claim: `${CLIENTS} clients that connect at once are all served, and others besides`,
    run: async (bed) => {
      const gateway = await bed.startGateway(env);
      const bystander = await gateway.startWith(1);
      await bystander.acknowledge(1);
      gateway.child.kill("SIGSTOP");
      setTimeout(() => gateway.child.kill("SIGCONT"), STILL_MS);
      const [sessions] = await Promise.all([gateway.startMany(CLIENTS), visit(gateway)]);
      bystander.sendFrames(1);
      await bystander.acknowledge(2);
      await demandCounts(gateway, { opened: CLIENTS + 2, refused: 0 });
      await leave(gateway, [...sessions, bystander]);
    },
  },
  {
    name: "storm-python",
    claim: `${CLIENTS} clients of Python's websockets, in two processes, are all served`,
    skip: () => skipWithoutPython("websockets"),
    run: async (bed) => {
      const gateway = await bed.startGateway(env);
      const halves = [CLIENTS / 2, CLIENTS / 2];
      const [printed] = await Promise.all([
        Promise.all(halves.map((count) => pythonStorm(gateway, count))),
        visit(gateway),
      ]);
      for (const { served, refused } of printed) {
        demandEqual("Refused", JSON.stringify(refused), "{}");
        demandEqual("Served", served, CLIENTS / 2);
      }
      await demandCounts(gateway, { opened: CLIENTS + 1, refused: 0 });
    },
  },
  {
    name: "storm-full",
    claim: `Of ${CLIENTS} at once, MAX_SESSIONS are served; each of the others gets 503`,
    skip: () => skipWithoutPython("websockets"),
    run: async (bed) => {
      const gateway = await bed.startGateway({ ...env, MAX_SESSIONS });
      const { served, refused } = await pythonStorm(gateway, CLIENTS);
      const expected = { "503, Retry-After 1": CLIENTS - MAX_SESSIONS };
      demandEqual("Refused", JSON.stringify(refused), JSON.stringify(expected));
      demandEqual("Served", served, MAX_SESSIONS);
      await demandCounts(gateway, { opened: MAX_SESSIONS, refused: CLIENTS - MAX_SESSIONS });
      await untilMetrics(gateway, { stt_gateway_sessions: 0 });
      await visit(gateway);
    },
  },
  {
    name: "storm-slow",
    claim: `${CLIENTS} clients whose handshakes come in pieces are all served, and others besides`,
    run: async (bed) => {
      const gateway = await bed.startGateway(env);
      const [{ sessions, refusals }] = await Promise.all([slowStorm(gateway), visit(gateway)]);
      demandEqual("Refusals", refusals.length, 0);
      await demandCounts(gateway, { opened: CLIENTS + 1, refused: 0 });
      await leave(gateway, sessions);
    },
  },
  {
    name: "storm-slow-full",
    claim: `Of ${CLIENTS} handshakes in pieces, MAX_SESSIONS become sessions; the others get 503`,
    run: async (bed) => {
      const gateway = await bed.startGateway({ ...env, MAX_SESSIONS });
      const { sessions, refusals } = await slowStorm(gateway);
      demandEqual("Sessions", sessions.length, MAX_SESSIONS);
      for (const { status, retryAfter = "" } of refusals) {
        demandEqual("Status", status, 503);
        demand(/^\d+$/.test(retryAfter), `Retry-After: expected seconds, got "${retryAfter}"`);
      }
      await demandCounts(gateway, { opened: MAX_SESSIONS, refused: CLIENTS - MAX_SESSIONS });
      await leave(gateway, sessions);
      await visit(gateway);
    },
  },
];

/** Somebody else who comes meanwhile: asks how the gateway is, and has a session. */
async function visit(gateway: GatewayProcess): Promise<void> {
  const { status } = await gateway.request({ path: "/health" });
  demandEqual("Status of /health", status, 200);
  const session = await gateway.startWith(1);
  await session.acknowledge(1);
  session.client.sendClose(CloseCode.normal);
}

async function pythonStorm(gateway: GatewayProcess, count: number) {
  const args = [gateway.target.url, String(count)];
  return v.parse(Printed, await runPython("storm.py", "websockets", args));
}

async function slowStorm(gateway: GatewayProcess) {
  const all = Array.from({ length: CLIENTS }, () => openSlowly(gateway));
  const openings = await Promise.all(all);
  const sessions = openings.flatMap(({ session }) => session ?? []);
  const refusals = openings.filter((opening) => opening.session === undefined);
  for (const session of sessions) session.sendFrames(1);
  await Promise.all(sessions.map((session) => session.acknowledge(1)));
  return { sessions, refusals };
}

async function demandCounts(
  gateway: GatewayProcess,
  { opened, refused }: { readonly opened: number; readonly refused: number },
): Promise<void> {
  const samples = { stt_gateway_sessions_opened_total: opened, [REFUSED]: refused };
  await untilMetrics(gateway, samples);
}

/** Closes `sessions`, and waits until the gateway has none left. */
async function leave(gateway: GatewayProcess, sessions: readonly Session[]): Promise<void> {
  for (const { client } of sessions) client.sendClose(CloseCode.normal);
  await untilMetrics(gateway, { stt_gateway_sessions: 0 });
}
