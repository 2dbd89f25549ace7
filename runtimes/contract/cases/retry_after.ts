import { delay, demand, demandEqual, PATIENCE_MS, Simulator } from "@stt-bench/conformance";
import type { Session } from "@stt-bench/conformance";
import type { ErrorKind } from "@stt-bench/protocol";
import type { Bed } from "../bed.ts";
import type { ContractCase } from "../contract_case.ts";
import type { Env } from "../env.ts";

const SESSIONS = 20;

const PAUSE_MS = 2000;

/** Much shorter than a pause: batches that wait for its end fail. */
const env = { INFERENCE_TIMEOUT_MS: 800 };

const LOOK_INTERVAL_MS = 50;

/** How a model asks for a pause. */
interface Request {
  readonly claim: string;
  readonly status: 429 | 503;
  readonly kind: ErrorKind;
  readonly env?: Env;
  /** What `Retry-After` says at `nowMs`, and how long it keeps requests off; in ms since 1970. */
  readonly retryAfter: (nowMs: number) => { value: number | string; untilMs: number };
}

const requests: Readonly<Record<string, Request>> = {
  "retry-after-seconds": {
    claim: "After 429 with Retry-After: 2, nothing is posted for 2 s; batches fail meanwhile",
    status: 429,
    kind: "http_429",
    retryAfter: (nowMs) => ({ value: PAUSE_MS / 1000, untilMs: nowMs + PAUSE_MS }),
  },
  "retry-after-date": {
    claim: "After 429 with a date in Retry-After, nothing is posted before it",
    status: 429,
    kind: "http_429",
    retryAfter(nowMs) {
      const untilMs = Math.ceil((nowMs + PAUSE_MS) / 1000) * 1000;
      return { value: new Date(untilMs).toUTCString(), untilMs };
    },
  },
  "retry-after-503": {
    claim: "After 503 with Retry-After: 2, nothing is posted for 2 s",
    status: 503,
    kind: "http_5xx",
    retryAfter: (nowMs) => ({ value: PAUSE_MS / 1000, untilMs: nowMs + PAUSE_MS }),
  },
  "retry-after-absurd": {
    claim: "Retry-After of 30 million years is honoured for MAX_RETRY_AFTER_MS, and no longer",
    status: 429,
    kind: "http_429",
    env: { MAX_RETRY_AFTER_MS: PAUSE_MS },
    retryAfter: (nowMs) => ({ value: 1e15, untilMs: nowMs + PAUSE_MS }),
  },
};

/** A model that asks to be left alone for a while. */
export const retryAfterCases: readonly ContractCase[] = Object.entries(requests).map(
  ([name, request]) => ({ name, claim: request.claim, run: (bed) => askForPause(bed, request) }),
);

async function askForPause(bed: Bed, request: Request): Promise<void> {
  const { url } = await bed.startSimulator({});
  const gateway = await bed.startGateway({ ...env, ...request.env, INFERENCE_URL: url });
  const sessions = await gateway.startMany(SESSIONS);
  const simulator = Simulator.of(url);
  await simulator.reset();
  const { status, kind } = request;
  const { value, untilMs } = request.retryAfter(Date.now());
  await simulator.plan({ kind: "status", status, retry_after: value });
  await demandPause(sessions[0]!, { status, kind });
  const served = Promise.all(sessions.map((session) => outlive(session, untilMs)));
  await Promise.all([served, demandSilence(simulator, untilMs)]);
}

async function demandPause(
  session: Session,
  { status, kind }: Pick<Request, "status" | "kind">,
): Promise<void> {
  session.sendFrames(1);
  const error = await session.error();
  demandEqual("kind", error.kind, kind);
  demandEqual("inference_status", error.inference_status, status);
  demandEqual("retryable", error.retryable, true);
}

/** Demands that the model is asked nothing but what it has answered with the pause, before its end. */
async function demandSilence(simulator: Simulator, untilMs: number): Promise<void> {
  let looks = 0;
  for (; Date.now() < untilMs; looks++) {
    await delay(LOOK_INTERVAL_MS);
    const { requests } = await simulator.stats();
    if (Date.now() < untilMs) demandEqual("Requests before the end of the pause", requests, 1);
  }
  demand(looks > 0, "Expected to be in time for the pause");
}

/** Sends a frame for each batch that fails, until one is served, which must be after the pause. */
async function outlive(session: Session, untilMs: number): Promise<void> {
  for (let failures = 0;; failures++) {
    demand(Date.now() < untilMs + PATIENCE_MS, "Expected to be served after the pause");
    session.sendFrames(1);
    const { message } = await session.message();
    if (message.type === "partial") {
      demand(Date.now() >= untilMs, "Expected no answer before the end of the pause");
      return demand(failures > 0, "Expected a batch to fail in the pause");
    }
    // The pause is a part of the total deadline: a batch whose turn comes late in it may fail, too.
    if (Date.now() >= untilMs && message.kind === "timeout") continue;
    demandEqual("kind", message.kind, "pool_timeout");
    demand(message.message.includes("pause"), `Expected "pause" in "${message.message}"`);
  }
}
