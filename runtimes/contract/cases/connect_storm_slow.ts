import { demand, demandEqual } from "@stt-bench/conformance";
import type { ContractCase } from "../contract_case.ts";
import { openSlowly } from "../fixtures/open_slowly.ts";
import {
  CLIENTS,
  CROWD_PATIENCE_MS,
  crowdAt,
  demandCounts,
  leave,
  serveAll,
  visit,
} from "../fixtures/storm.ts";
import type { GatewayProcess } from "../gateway_process.ts";

/** Fewer than {@linkcode CLIENTS}. */
const MAX_SESSIONS = 200;

/** Hundreds of clients at once whose handshakes take their time, as over a bad network. */
export const slowStormCases: readonly ContractCase[] = [
  {
    name: "storm-slow",
    claim: `${CLIENTS} clients whose handshakes come in pieces are all served, and others besides`,
    run: async (bed) => {
      const gateway = await bed.startGateway();
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
      const gateway = await bed.startGateway({ MAX_SESSIONS });
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

async function slowStorm(gateway: GatewayProcess) {
  const crowd = crowdAt(gateway);
  const opening = Array.from({ length: CLIENTS }, () => openSlowly(crowd, CROWD_PATIENCE_MS));
  const openings = await Promise.all(opening);
  const sessions = openings.flatMap(({ session }) => session ?? []);
  const refusals = openings.filter((opening) => opening.session === undefined);
  await serveAll(sessions);
  return { sessions, refusals };
}
