import { demand, demandEqual } from "@stt-bench/conformance";
import type { Bed } from "../bed.ts";
import type { ContractCase } from "../contract_case.ts";
import type { Env } from "../env.ts";
import type { GatewayProcess } from "../gateway_process.ts";
import { skipUnlessLinux } from "../skip_unless_linux.ts";
import { until } from "../until.ts";

const LONG_MS = 60_000;

/** Sessions that stream while the status is asked for. */
const SESSIONS = 100;

const WORKERS = 2;

/** What an orchestrator learns of a gateway: `/health` and `/ready`. */
export const statusCases: readonly ContractCase[] = [
  {
    name: "status-at-rest",
    claim: "GET and HEAD of /health and /ready give 200, and no cache may keep it",
    run: async (bed) => {
      await expectStatus(await bed.startGateway(), 200);
    },
  },
  {
    name: "status-full",
    claim: "A gateway that is full is healthy and not ready, until a session ends",
    run: async (bed) => {
      const gateway = await bed.startGateway({ MAX_SESSIONS: 1 });
      const { client } = await gateway.start();
      await expectStatus(gateway, 503);
      client.reset();
      await until(async () => await gateway.readiness() === 200, "/ready to be 200");
    },
  },
  {
    name: "status-memory",
    claim: "A gateway that holds more than MAX_MEMORY_BYTES is healthy and not ready",
    run: async (bed) => {
      await expectStatus(await bed.startGateway({ MAX_MEMORY_BYTES: 1 }), 503);
    },
  },
  {
    name: "status-draining",
    claim: "A gateway that drains is healthy and not ready",
    run: async (bed) => void await expectDraining(bed, {}),
  },
  {
    name: "status-workers-draining",
    claim: "Workers that drain are healthy and not ready, by any of their ports",
    skip: skipUnlessLinux,
    run: async (bed) => {
      const gateway = await expectDraining(bed, { WORKERS });
      await expectStatus(gateway.admin!, 503);
    },
  },
  {
    name: "status-loaded",
    claim: "A gateway under load answers /health and /ready, even when the model does not",
    run: async (bed) => {
      const gateway = await bed.startGateway({ INFERENCE_URL: "http://127.0.0.1:1" });
      const sessions = await Promise.all(Array.from({ length: SESSIONS }, () => gateway.start()));
      const streaming = sessions.map((session) => session.stream(50));
      await expectStatus(gateway, 200);
      await Promise.all(streaming);
      await expectStatus(gateway, 200);
    },
  },
];

/** Starts a gateway that takes its time to drain, and looks at it meanwhile. */
async function expectDraining(bed: Bed, env: Env): Promise<GatewayProcess> {
  const gateway = await bed.startGateway({
    ...env,
    DRAIN_TIMEOUT_MS: LONG_MS,
    INFERENCE_TIMEOUT_MS: LONG_MS,
  });
  // A worker without a session ends at once, and cuts whoever is about to ask it.
  for (let sessions = 1; sessions === 1 || await hasIdleWorker(gateway); sessions++) {
    await bed.simulator.plan({ kind: "stall", ms: LONG_MS });
    await gateway.startWith(1);
    await bed.inFlight(sessions);
  }
  gateway.child.kill("SIGTERM");
  await until(async () => await gateway.readiness() === 503, "/ready to be 503");
  await expectStatus(gateway, 503);
  return gateway;
}

async function hasIdleWorker(gateway: GatewayProcess): Promise<boolean> {
  if (gateway.admin === undefined) return false;
  const { body } = await gateway.admin.request({ path: "/metrics" });
  return /^stt_gateway_worker_sessions\{.*\} 0$/m.test(body);
}

/** Demands that the gateway is healthy, and this status of `/ready`. */
async function expectStatus(
  gateway: Pick<GatewayProcess, "request">,
  ready: 200 | 503,
): Promise<void> {
  for (const [path, expected] of [["/health", 200], ["/ready", ready]] as const) {
    for (const method of ["GET", "HEAD"]) {
      const what = `${method} ${path}`;
      const { status, headers, body } = await gateway.request({ method, path });
      demandEqual(`Status of ${what}`, status, expected);
      demandEqual(`Cache-Control of ${what}`, headers.get("cache-control"), "no-store");
      demandEqual(`Is there a body of ${what}`, body !== "", method === "GET");
      if (status === 503) {
        demand(headers.has("retry-after"), `Retry-After of ${what}: expected one, got none`);
      }
    }
  }
}
