import { delay, demand, demandEqual } from "@stt-bench/conformance";
import type { Session } from "@stt-bench/conformance";
import { CloseCode } from "@stt-bench/protocol";
import type { ContractCase } from "../contract_case.ts";
import { keptLinedGateway, serveAgain } from "../hostile_model.ts";
import { ModelLine } from "../model_line.ts";

const SESSIONS = 200;

/** A second between flushes, as in life: a restart then falls between two of a session. */
const env = { FLUSH_INTERVAL_MS: 1000, FLUSH_PHASE_JITTER_MS: 1000 };

/** How long the model is away when it restarts. */
const AWAY_MS = 300;

/** How soon all sessions must be served once it is back. */
const RECOVERY_MS = 5000;

/** Errors that each session gets while the model cuts every connection. */
const ERRORS_EACH = 2;

/** For {@linkcode SESSIONS} × {@linkcode ERRORS_EACH} batches; a herd would come with one for each. */
const MAX_ATTEMPTS = 40;

/** What 200 sessions need: Deno's `fetch` takes another for each 100 requests. */
const MAX_CONNECTIONS = 4;

/** A model that goes away, and 200 sessions that need it. */
export const hostileInferenceOutageCases: readonly ContractCase[] = [
  {
    name: "model-absent",
    claim: `A model that nobody serves at first costs none of ${SESSIONS} sessions its life`,
    run: async (bed) => {
      const line = await ModelLine.to(bed.simulatorUrl);
      await line.refuse();
      const often = { FLUSH_INTERVAL_MS: 300, FLUSH_PHASE_JITTER_MS: 300 };
      const gateway = await bed.startGateway({ ...often, INFERENCE_URL: line.url });
      const starting = Array.from({ length: SESSIONS }, () => gateway.start());
      const sessions = await Promise.all(starting);
      await Promise.all(sessions.map((session) => fail(session)));
      await recover(line, bed.simulatorUrl, () => serveAll(sessions));
      leave(sessions);
    },
  },
  {
    name: "model-restart-crowd",
    claim:
      `A model that restarts costs each of ${SESSIONS} sessions one batch at most, and is back ` +
      "for all of them within 5 s, on few connections",
    run: async (bed) => {
      const { gateway, line } = await keptLinedGateway(bed, env);
      const sessions = await gateway.startMany(SESSIONS);
      await line.refuse();
      const crowd = serveAll(sessions);
      // It is waited for below; a session that fails before must not end the whole run.
      crowd.catch(() => {});
      await delay(AWAY_MS);
      await recover(line, bed.simulatorUrl, () => crowd);
      leave(sessions);
    },
  },
  {
    name: "model-herd",
    claim: `A model that cuts every connection is not run over by ${SESSIONS} sessions`,
    run: async (bed) => {
      const { gateway, line } = await keptLinedGateway(bed, env);
      const sessions = await gateway.startMany(SESSIONS);
      const before = line.connections;
      line.cut();
      await Promise.all(sessions.map((session) => fail(session)));
      demandFew("attempts to connect", line.connections - before, MAX_ATTEMPTS);
      await recover(line, bed.simulatorUrl, () => serveAll(sessions));
      leave(sessions);
    },
  },
];

/** Leads the line to the model at `url`, and demands that `serve` ends in time, on few connections. */
async function recover(
  line: ModelLine,
  url: string,
  serve: () => Promise<void>,
): Promise<void> {
  const before = line.connections;
  const backAtMs = performance.now();
  await line.switchTo(url);
  await serve();
  const elapsedMs = performance.now() - backAtMs;
  demand(elapsedMs < RECOVERY_MS, `Expected recovery within 5 s, got ${elapsedMs} ms`);
  demandFew("connections", line.connections - before, MAX_CONNECTIONS);
}

async function serveAll(sessions: readonly Session[]): Promise<void> {
  await Promise.all(sessions.map((session) => serveAgain(session)));
}

/** Loses {@linkcode ERRORS_EACH} batches. */
async function fail(session: Session): Promise<void> {
  for (let errors = 0; errors < ERRORS_EACH; errors++) {
    session.sendFrames(1);
    demandEqual("kind", (await session.error()).kind, "connection_reset");
  }
}

function demandFew(what: string, count: number, max: number): void {
  demand(count >= 1 && count <= max, `Expected 1–${max} ${what}, got ${count}`);
}

function leave(sessions: readonly Session[]): void {
  for (const { client } of sessions) client.sendClose(CloseCode.normal);
}
