import { test } from "node:test";
import { assertEquals, assertMatch } from "@std/assert";
import type { Batch, InferenceRequest, InferenceResult } from "@stt-bench/core";
import { ManualClock } from "@stt-bench/core/testing";
import { computeAnswer } from "@stt-bench/protocol";
import { InferenceClient } from "./inference_client.ts";
import type { InferenceClientOptions } from "./inference_client.ts";
import type {
  InferenceTransport,
  Post,
  PostedBatch,
  TransportHandler,
  TransportResult,
} from "./inference_transport.ts";

const TIMEOUT_MS = 2000;

const batch: Batch = {
  sessionId: 1,
  bytes: new Uint8Array(640),
  frames: 1,
  oldestFrameSeq: 1,
  audioBytes: 640,
};

/** A transport that answers when told to, and gives up when cancelled. */
class ScriptedTransport implements InferenceTransport {
  isCancelled = false;
  posts = 0;
  posted: PostedBatch | undefined;
  answer: (result: TransportResult) => void = () => {};
  readonly #onCancel: TransportResult;

  constructor(onCancel: TransportResult = { outcome: "lost", message: "given up" }) {
    this.#onCancel = onCancel;
  }

  post(batch: PostedBatch, handler: TransportHandler): Post {
    this.posts++;
    this.posted = batch;
    this.answer = (result) => handler.onEnd(result);
    return {
      cancel: () => {
        this.isCancelled = true;
        handler.onEnd(this.#onCancel);
      },
    };
  }
}

function setUp(onCancel?: TransportResult, options: Partial<InferenceClientOptions> = {}) {
  const clock = new ManualClock();
  const transport = new ScriptedTransport(onCancel);
  const client = new InferenceClient({
    transport,
    clock,
    timeoutMs: TIMEOUT_MS,
    maxPauseMs: 60_000,
    random: () => 0,
    ...options,
  });
  const results: InferenceResult[] = [];
  const infer = (): InferenceRequest =>
    client.infer(batch, {
      onResult: (result) => results.push(result),
      onBug: (bug) => assertEquals(bug, undefined),
    });
  return { clock, transport, infer, results };
}

const answer = computeAnswer(new Int16Array(320), 4);
const ok = (body: string): TransportResult => ({ outcome: "answered", status: 200, body });

test("InferenceClient posts the batch and hands on its answer", () => {
  const { infer, results, transport } = setUp();
  infer();
  transport.answer(ok(JSON.stringify(answer)));
  assertEquals(results, [{ ok: true, answer }]);
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
  ["no UTF-8", { outcome: "not_utf8" }, "inference_response_parse", "parse_error", 200],
  [
    "a byte order mark",
    ok(`\ufeff${JSON.stringify(answer)}`),
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
  test(`InferenceClient takes ${what} for ${kind}`, () => {
    const { infer, results, transport } = setUp();
    infer();
    transport.answer(response);
    const [{ message, ...failure } = { message: "" }] = results as { message: string }[];
    assertEquals(failure, { ok: false, stage, kind, status: code });
    assertMatch(message, /^Cannot infer: expected .+, got/);
  });
}

const kinds = (results: readonly InferenceResult[]) =>
  results.map((result) => result.ok ? "answered" : result.kind);

test("InferenceClient gives a request up at its deadline, not before", () => {
  const { infer, results, transport, clock } = setUp();
  infer();
  clock.advance(TIMEOUT_MS - 1);
  assertEquals(transport.isCancelled, false);
  clock.advance(1);
  assertEquals([transport.isCancelled, kinds(results)], [true, ["timeout"]]);
});

test("InferenceClient says pool_timeout when no connection was free in time", () => {
  const { infer, results, clock } = setUp({ outcome: "not_sent" });
  infer();
  clock.advance(TIMEOUT_MS);
  assertEquals(kinds(results), ["pool_timeout"]);
});

test("InferenceClient keeps the deadline of each request, with one timer", () => {
  const { infer, results, transport, clock } = setUp();
  infer();
  const answerFirst = transport.answer;
  clock.advance(100);
  infer();
  clock.advance(100);
  infer();
  answerFirst(ok(JSON.stringify(answer)));
  clock.advance(TIMEOUT_MS - 101);
  assertEquals([kinds(results), clock.pending], [["answered"], 1]);
  clock.advance(1);
  assertEquals(kinds(results), ["answered", "timeout"]);
  clock.advance(100);
  assertEquals([kinds(results), clock.pending], [["answered", "timeout", "timeout"], 0]);
});

test("InferenceClient gives a request up when nobody wants it any more", () => {
  const { infer, results, transport } = setUp();
  infer().cancel();
  assertEquals([transport.isCancelled, results.length], [true, 1]);
});

test("InferenceClient leaves nothing behind once a request has ended", () => {
  const { infer, transport, clock } = setUp();
  infer();
  transport.answer(ok(JSON.stringify(answer)));
  clock.advance(10 * TIMEOUT_MS);
  assertEquals([transport.isCancelled, clock.pending], [false, 0]);
});

test("InferenceClient lets requests wait for one of maxInFlight, under their total deadline", () => {
  const { infer, results, transport, clock } = setUp(undefined, { maxInFlight: 1 });
  infer();
  clock.advance(500);
  infer();
  clock.advance(500);
  infer();
  assertEquals(transport.posts, 1);
  clock.advance(1000);
  // The first has timed out, the second was posted with what is left of its time.
  assertEquals([kinds(results), transport.posts], [["timeout"], 2]);
  clock.advance(499);
  assertEquals([kinds(results), transport.posts], [["timeout"], 2]);
  clock.advance(1);
  transport.answer(ok(JSON.stringify(answer)));
  assertEquals([kinds(results), transport.posts], [["timeout", "timeout", "answered"], 3]);
  clock.advance(TIMEOUT_MS);
  assertEquals(clock.pending, 0);
});

test("InferenceClient says pool_timeout when a request has had no turn", () => {
  const { infer, results, transport } = setUp({ outcome: "not_sent" }, { maxInFlight: 1 });
  infer();
  infer().cancel();
  assertEquals([kinds(results), transport.posts], [["pool_timeout"], 1]);
  const [{ message }] = results as unknown as [{ message: string }];
  assertEquals(
    message,
    `Cannot infer: expected a place among 1 requests in flight within 2000 ms, got none`,
  );
});

const pausing: [status: number, retryAfter: string, pauseMs: number][] = [
  [429, "1", 1000],
  [503, "1", 1000],
  [429, "Thu, 01 Jan 1970 00:00:03 GMT", 1000],
  [429, "soon", 0],
  [500, "1", 0],
  [404, "1", 0],
];

for (const [status, retryAfter, pauseMs] of pausing) {
  const what = `${status} with Retry-After: ${retryAfter}`;
  test(`InferenceClient posts nothing for ${pauseMs} ms after ${what}`, () => {
    const { infer, results, transport, clock } = setUp(undefined, { epochMs: () => 2000 });
    infer();
    transport.answer({ outcome: "answered", status, body: "", retryAfter });
    assertEquals(results.length, 1);
    infer();
    assertEquals(transport.posts, pauseMs > 0 ? 1 : 2);
    clock.advance(pauseMs);
    assertEquals(transport.posts, 2);
  });
}

test("InferenceClient lets no request wait longer for the end of a pause than for an answer", () => {
  const { infer, results, transport, clock } = setUp();
  infer();
  transport.answer({ outcome: "answered", status: 429, body: "", retryAfter: "30" });
  infer();
  clock.advance(TIMEOUT_MS);
  assertEquals([kinds(results), transport.posts], [["http_429", "pool_timeout"], 1]);
  assertMatch((results[1] as { message: string }).message, /the pause that the service asked for/);
});
