import { test } from "node:test";
import { assertEquals, assertMatch } from "@std/assert";
import type { Batch, Cancel } from "@stt-bench/core";
import { ManualClock, settled } from "@stt-bench/core/testing";
import { computeAnswer } from "@stt-bench/protocol";
import { InferenceClient } from "./inference_client.ts";
import type { InferenceTransport, PostedBatch, TransportResult } from "./inference_transport.ts";

const TIMEOUT_MS = 2000;

/** Deadlines share ticks of a wheel; they never strike early. */
const LATE_MS = 50;

const batch: Batch = {
  bytes: new Uint8Array(640),
  frames: 1,
  oldestFrameSeq: 1,
  audioBytes: 640,
};

/** A transport that answers when told to, and gives up when cancelled. */
class ScriptedTransport implements InferenceTransport {
  isCancelled = false;
  posted: PostedBatch | undefined;
  answer: (result: TransportResult) => void = () => {};
  readonly #onCancel: TransportResult;

  constructor(onCancel: TransportResult = { outcome: "lost", message: "given up" }) {
    this.#onCancel = onCancel;
  }

  post(batch: PostedBatch, settle: (result: TransportResult) => void): Cancel {
    this.posted = batch;
    this.answer = settle;
    return () => {
      this.isCancelled = true;
      settle(this.#onCancel);
    };
  }
}

function setUp(onCancel?: TransportResult) {
  const clock = new ManualClock();
  const transport = new ScriptedTransport(onCancel);
  const client = new InferenceClient({ transport, clock, timeoutMs: TIMEOUT_MS });
  return { clock, transport, client, session: new AbortController() };
}

const answer = computeAnswer(new Int16Array(320), 4);
const ok = (body: string): TransportResult => ({ outcome: "answered", status: 200, body });

test("InferenceClient posts the batch and resolves to its answer", async () => {
  const { client, transport, session } = setUp();
  const result = client.infer(batch, session.signal);
  transport.answer(ok(JSON.stringify(answer)));
  assertEquals(await result, { ok: true, answer });
  assertEquals(transport.posted, batch);
});

const failures: [string, TransportResult, string, string, number | null][] = [
  ["status 404", status(404), "inference_request", "http_4xx", 404],
  ["status 429", status(429), "inference_request", "http_429", 429],
  ["status 500", status(500), "inference_request", "http_5xx", 500],
  ["status 302", status(302), "inference_request", "http_5xx", 302],
  ["no JSON", ok("<html>"), "inference_response_parse", "parse_error", 200],
  ["an empty body", ok(""), "inference_response_parse", "parse_error", 200],
  ["truncated JSON", ok('{"rms":1'), "inference_response_parse", "parse_error", 200],
  [
    "a further field",
    ok(JSON.stringify({ ...answer, more: 1 })),
    "inference_response_parse",
    "parse_error",
    200,
  ],
  [
    "a wrong type",
    ok(JSON.stringify({ ...answer, rms: "1" })),
    "inference_response_parse",
    "parse_error",
    200,
  ],
  ["too much", { outcome: "too_large" }, "inference_response_parse", "parse_error", 200],
  [
    "a lost connection",
    { outcome: "lost", message: "ECONNRESET" },
    "inference_request",
    "connection_reset",
    null,
  ],
];

function status(code: number): TransportResult {
  return { outcome: "answered", status: code, body: "" };
}

for (const [what, response, stage, kind, code] of failures) {
  test(`InferenceClient takes ${what} for ${kind}`, async () => {
    const { client, transport, session } = setUp();
    const result = client.infer(batch, session.signal);
    transport.answer(response);
    const { message, ...failure } = await result as { message: string };
    assertEquals(failure, { ok: false, stage, kind, status: code });
    assertMatch(message, /^Cannot infer: expected .+, got/);
  });
}

test("InferenceClient cancels a request at its deadline, not before", async () => {
  const { client, transport, clock, session } = setUp();
  const result = client.infer(batch, session.signal);
  clock.advance(TIMEOUT_MS - 1);
  assertEquals(transport.isCancelled, false);
  clock.advance(LATE_MS);
  assertEquals(transport.isCancelled, true);
  const { kind } = await result as { kind: string };
  assertEquals(kind, "timeout");
});

test("InferenceClient says pool_timeout when no connection was free in time", async () => {
  const { client, clock, session } = setUp({ outcome: "not_sent" });
  const result = client.infer(batch, session.signal);
  clock.advance(TIMEOUT_MS + LATE_MS);
  const { kind } = await result as { kind: string };
  assertEquals(kind, "pool_timeout");
});

test("InferenceClient cancels the request when the session closes", async () => {
  const { client, transport, session } = setUp();
  const result = client.infer(batch, session.signal);
  session.abort();
  assertEquals(transport.isCancelled, true);
  assertEquals((await result).ok, false);
});

test("InferenceClient cancels at once when the session is closed already", async () => {
  const { client, session } = setUp();
  session.abort();
  assertEquals((await client.infer(batch, session.signal)).ok, false);
});

test("InferenceClient leaves nothing behind once a request has ended", async () => {
  const { client, transport, clock, session } = setUp();
  const result = client.infer(batch, session.signal);
  transport.answer(ok(JSON.stringify(answer)));
  await result;
  session.abort();
  clock.advance(10 * TIMEOUT_MS);
  await settled();
  assertEquals(transport.isCancelled, false);
});
