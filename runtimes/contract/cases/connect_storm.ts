import { demandEqual } from "@stt-bench/conformance";
import * as v from "valibot";
import type { ContractCase } from "../contract_case.ts";
import { runPython, skipWithoutPython } from "../fixtures/python.ts";
import { CLIENTS, crowdAt, demandCounts, leave, serveAll, visit } from "../fixtures/storm.ts";
import { untilMetrics } from "../until_metrics.ts";

/** Fewer than {@linkcode CLIENTS}. */
const MAX_SESSIONS = 200;

/** How long the gateway stands still, so that all of them wait to be accepted. */
const STILL_MS = 500;

/** The first flush comes when most have connected: it is the handshakes that this is about. */
const env = { FLUSH_INTERVAL_MS: 500 };

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
      const crowd = crowdAt(gateway);
      const starting = Array.from({ length: CLIENTS }, () => crowd.start());
      const [sessions] = await Promise.all([Promise.all(starting), visit(gateway)]);
      await serveAll(sessions);
      bystander.sendFrames(1);
      await bystander.acknowledge(2);
      await demandCounts(gateway, { opened: CLIENTS + 2, refused: 0 });
      await leave(gateway, [...sessions, bystander]);
    },
  },
  {
    name: "storm-full",
    claim:
      `Of ${CLIENTS} clients of Python's websockets, MAX_SESSIONS are served; all others get 503`,
    skip: () => skipWithoutPython("websockets"),
    run: async (bed) => {
      const gateway = await bed.startGateway({ ...env, MAX_SESSIONS });
      const args = [gateway.target.url, String(CLIENTS)];
      const printed = await runPython("storm.py", "websockets", args);
      const { served, refused } = v.parse(Printed, printed);
      const expected = { "503, Retry-After 1": CLIENTS - MAX_SESSIONS };
      demandEqual("Refused", JSON.stringify(refused), JSON.stringify(expected));
      demandEqual("Served", served, MAX_SESSIONS);
      await demandCounts(gateway, { opened: MAX_SESSIONS, refused: CLIENTS - MAX_SESSIONS });
      await untilMetrics(gateway, { stt_gateway_sessions: 0 });
      await visit(gateway);
    },
  },
];
