import { freePort } from "@stt-bench/bench";
import { demand, demandEqual } from "@stt-bench/conformance";
import type { Fault } from "@stt-bench/conformance";
import type { ErrorKind, ErrorMessage } from "@stt-bench/protocol";
import type { ContractCase } from "../contract_case.ts";

const TIMEOUT_MS = 300;

interface Failure {
  readonly fault: Fault;
  readonly kinds: readonly ErrorKind[];
  /** Left out: whatever the HTTP client knows. */
  readonly status?: number | null;
  /** What the message must name. */
  readonly says: string;
}

const failures: Readonly<Record<string, Failure>> = {
  "status-400": refused(400, "http_4xx"),
  "status-404": refused(404, "http_4xx"),
  "status-429": refused(429, "http_429"),
  "status-500": refused(500, "http_5xx"),
  "status-503": refused(503, "http_5xx"),
  "status-302": refused(302, "http_5xx"),
  "status-204": refused(204, "http_5xx"),
  "answer-not-json": unreadable("malformed"),
  "answer-truncated": unreadable("truncated"),
  "answer-extra-field": unreadable("extra-field"),
  "answer-missing-field": unreadable("missing-field"),
  "answer-wrong-type": unreadable("wrong-type"),
  "answer-nan": unreadable("not-finite"),
  "answer-huge": unreadable("huge"),
  "stall": {
    fault: { kind: "stall", ms: 20 * TIMEOUT_MS },
    kinds: ["timeout"],
    status: null,
    says: `within ${TIMEOUT_MS} ms`,
  },
  "drip": {
    fault: { kind: "drip", interval_ms: TIMEOUT_MS / 3 },
    kinds: ["timeout"],
    says: `within ${TIMEOUT_MS} ms`,
  },
  "reset-in-headers": lost({ kind: "reset", during: "headers" }),
  "reset-in-body": {
    fault: { kind: "reset", during: "body" },
    // A body cut short can look like its end: then only the JSON tells.
    kinds: ["connection_reset", "parse_error"],
    says: "expected an answer",
  },
  "rst-stream": lost({ kind: "rst-stream", code: 2 }),
  "goaway-and-end": lost({ kind: "goaway", connection: "close" }),
};

/** What becomes of a batch that the inference service does not serve. */
export const inferenceErrorCases: readonly ContractCase[] = [
  ...Object.entries(failures).map(([name, failure]): ContractCase => ({
    name,
    claim: `A batch that fails by ${name} is told as ${
      failure.kinds.join(" or ")
    }, the next is fine`,
    run: async (bed) => {
      const gateway = await bed.keptGateway({ INFERENCE_TIMEOUT_MS: TIMEOUT_MS });
      const session = await gateway.startWith(1);
      await session.acknowledge(1);
      await bed.simulator.plan(failure.fault);
      session.sendFrames(3);
      await session.roundTrip();
      checkError(await session.error(), failure);
      session.sendFrames(2);
      await session.acknowledge(6);
    },
  })),
  {
    name: "goaway",
    claim: "A GOAWAY that lets requests finish costs nothing",
    run: async (bed) => {
      const gateway = await bed.startGateway();
      const session = await gateway.start();
      for (let frames = 1; frames <= 3; frames++) {
        await bed.simulator.plan({ kind: "goaway", connection: "keep" });
        session.sendFrames(1);
        await session.acknowledge(frames);
      }
    },
  },
  {
    name: "frames-behind",
    claim: "An error counts the frames that were buffered behind its batch",
    run: async (bed) => {
      const gateway = await bed.startGateway({ INFERENCE_TIMEOUT_MS: TIMEOUT_MS });
      await bed.simulator.plan({ kind: "stall", ms: 20 * TIMEOUT_MS });
      const session = await gateway.startWith(1);
      await bed.inFlight(1);
      session.sendFrames(2);
      demandEqual("gateway_buffer_frames", (await session.error()).gateway_buffer_frames, 2);
      await session.acknowledge(3);
    },
  },
  {
    name: "model-restart",
    claim: "While nobody serves the model, batches fail; once somebody does, sessions go on",
    run: async (bed) => {
      const port = await freePort();
      const gateway = await bed.startGateway({ INFERENCE_URL: `http://127.0.0.1:${port}` });
      const session = await gateway.startWith(1);
      const error = await session.error();
      demandEqual("kind", error.kind, "connection_reset");
      demandEqual("inference_status", error.inference_status, null);
      await bed.startSimulator({ PORT: port });
      for (;;) {
        session.sendFrames(1);
        const { message } = await session.message();
        if (message.type === "partial") return;
        demandEqual("kind", message.kind, "connection_reset");
      }
    },
  },
];

function refused(status: number, kind: ErrorKind): Failure {
  const fault = { kind: "status", status };
  return { fault, kinds: [kind], status, says: `expected status 200, got ${status}` };
}

function unreadable(body: string): Failure {
  return { fault: { kind: "body", body }, kinds: ["parse_error"], status: 200, says: "expected" };
}

function lost(fault: Fault): Failure {
  return { fault, kinds: ["connection_reset"], status: null, says: "expected an answer" };
}

function checkError(error: ErrorMessage, { kinds, status, says }: Failure): void {
  demand(
    kinds.includes(error.kind),
    `Expected ${kinds.join(" or ")}, got ${JSON.stringify(error)}`,
  );
  if (status !== undefined) demandEqual("inference_status", error.inference_status, status);
  demand(error.message.includes(says), `Expected "${says}" in "${error.message}"`);
  if (error.kind !== "timeout") return;
  const elapsedMs = error.inference_elapsed_ms ?? 0;
  demand(
    elapsedMs >= TIMEOUT_MS - 1,
    `Expected it after the deadline, got it after ${elapsedMs} ms`,
  );
}
