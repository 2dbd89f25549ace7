import { demand, demandEqual, PATIENCE_MS, Simulator } from "@stt-bench/conformance";
import type { Session } from "@stt-bench/conformance";
import type { ErrorKind } from "@stt-bench/protocol";
import type { Bed } from "../bed.ts";
import type { ContractCase } from "../contract_case.ts";
import type { GatewayProcess } from "../gateway_process.ts";

const SESSIONS = 20;
const FAILURES = 3;
const PAUSE_MS = 300;
const LONG_MS = 60_000;

/** What a batch costs its session while the model hangs, unless the circuit is open. */
const TIMEOUT_MS = 800;

const env = { INFERENCE_TIMEOUT_MS: TIMEOUT_MS, CIRCUIT_BREAKER_FAILURES: FAILURES };

/** Requests that try whether a model that hangs is well again. */
const TRIES = 2;

/** Sessions of a gateway whose model hangs. */
interface HangingModel {
  readonly gateway: GatewayProcess;
  readonly simulator: Simulator;
  readonly sessions: readonly Session[];
}

/** CIRCUIT_BREAKER_FAILURES: clients need not wait for a model that is ill, nor it for peace. */
export const circuitBreakerCases: readonly ContractCase[] = [
  {
    name: "circuit-open",
    claim: "After so many failures in a row batches fail at once, and the model is not asked",
    run: async (bed) => {
      const { gateway, simulator, sessions } = await hang(bed, LONG_MS);
      await Promise.all(sessions.map((session) => failUntilOpen(session)));
      const { requests } = await simulator.stats();
      await Promise.all(sessions.map((session) => demandOpen(session)));
      demandEqual("Requests", (await simulator.stats()).requests, requests);
      const refused = await gateway.metric('stt_gateway_errors_total{kind="circuit_open"}');
      demand(refused >= SESSIONS, `Errors: expected ${SESSIONS} at least, got ${refused}`);
    },
  },
  {
    name: "circuit-tries",
    claim:
      "After each pause one request at a time tries the model; once it is well, all are served",
    run: async (bed) => {
      const { simulator, sessions } = await hang(bed, PAUSE_MS);
      await Promise.all(sessions.map((session) => failUntilOpen(session)));
      await simulator.reset();
      await watchTries(simulator, sessions);
      await simulator.forgive();
      await Promise.all(sessions.map((session) => serveAfterErrors(session)));
      for (const session of sessions) session.sendFrames(1);
      await Promise.all(sessions.map((session) => session.partial()));
    },
  },
];

/** Serves {@linkcode SESSIONS} sessions, and lets the model hang from then on. */
async function hang(bed: Bed, pauseMs: number): Promise<HangingModel> {
  const { url } = await bed.startSimulator({});
  const gateway = await bed.startGateway({
    ...env,
    CIRCUIT_BREAKER_PAUSE_MS: pauseMs,
    INFERENCE_URL: url,
  });
  const sessions = await gateway.startMany(SESSIONS);
  const simulator = Simulator.of(url);
  await simulator.reset();
  await simulator.plan({ kind: "stall", ms: LONG_MS }, 1000);
  return { gateway, simulator, sessions };
}

/** Loses batches until one of them has not waited for the model. */
async function failUntilOpen(session: Session): Promise<void> {
  for (let failures = 0; failures <= FAILURES; failures++) {
    if (await failOnce(session) === "circuit_open") return;
  }
  demand(false, `Expected an open circuit after ${FAILURES} failures, got another timeout`);
}

async function failOnce(session: Session): Promise<ErrorKind> {
  session.sendFrames(1);
  const { kind } = await session.error();
  demand(kind === "timeout" || kind === "circuit_open", `Expected no other failure, got ${kind}`);
  return kind;
}

async function demandOpen(session: Session): Promise<void> {
  session.sendFrames(1);
  const error = await session.error();
  demandEqual("kind", error.kind, "circuit_open");
  demandEqual("inference_status", error.inference_status, null);
  demandEqual("retryable", error.retryable, true);
  const elapsedMs = error.inference_elapsed_ms ?? 0;
  demand(elapsedMs < TIMEOUT_MS, `Expected it at once, got it after ${elapsedMs} ms`);
}

/** Sends on for {@linkcode TRIES} requests, and sees that no two come together, nor before a pause. */
async function watchTries(simulator: Simulator, sessions: readonly Session[]): Promise<void> {
  const startedAtMs = performance.now();
  for (let tries = 0; tries < TRIES;) {
    await Promise.all(sessions.map((session) => failOnce(session)));
    const { requests, max_in_flight } = await simulator.stats();
    demand(max_in_flight <= 1, `Expected one request at a time, got ${max_in_flight}`);
    // The first pause may have been over when they were counted anew.
    const elapsedMs = performance.now() - startedAtMs;
    const most = 1 + elapsedMs / PAUSE_MS;
    demand(requests <= most, `Expected a pause between requests, got ${requests} of them`);
    const mostMs = TRIES * (PAUSE_MS + TIMEOUT_MS) + PATIENCE_MS;
    demand(elapsedMs < mostMs, `Expected ${TRIES} requests in ${mostMs} ms, got ${requests}`);
    tries = requests;
  }
}

/** The model is well again: the next try tells, and whoever waits for it fails before. */
async function serveAfterErrors(session: Session): Promise<void> {
  const wellAtMs = performance.now();
  for (;;) {
    session.sendFrames(1);
    const { message } = await session.message();
    if (message.type === "partial") return;
    const elapsedMs = performance.now() - wellAtMs;
    demand(elapsedMs < PATIENCE_MS, `Expected to be served, got ${message.kind}`);
  }
}
