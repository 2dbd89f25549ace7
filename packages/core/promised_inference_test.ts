import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { inferenceFailure, promisedInference } from "./mod.ts";
import type { Batch, InferenceResult } from "./mod.ts";
import { ManualClock, settled } from "./testing/mod.ts";

const batch: Batch = {
  bytes: new Uint8Array(640),
  sessionId: 1,
  frames: 1,
  oldestFrameSeq: 1,
  audioBytes: 640,
};

function setUp() {
  const clock = new ManualClock();
  const call = Promise.withResolvers<InferenceResult>();
  const told: unknown[] = [];
  let signal: AbortSignal | undefined;
  const inference = promisedInference((_batch, given) => {
    signal = given;
    return call.promise;
  }, { timeoutMs: 500, clock });
  const request = inference.infer(batch, {
    onResult: (result) => told.push(result),
    onBug: (bug) => told.push(bug),
  });
  return { clock, call, told, request, signal: signal! };
}

test("promisedInference tells once how the function has ended, and keeps no timer", async () => {
  const { clock, call, told } = setUp();
  const failure = inferenceFailure("http_5xx", "expected 200, got 503", 503);
  call.resolve(failure);
  await settled();
  assertEquals([told, clock.pending], [[failure], 0]);
});

test("promisedInference aborts a function that is too slow, and ignores what it says then", async () => {
  const { clock, call, told, signal } = setUp();
  clock.advance(500);
  assertEquals(signal.aborted, true);
  call.reject(new Error("aborted"));
  await settled();
  const message = "Cannot infer: expected an answer within 500 ms, got none";
  const failure = { ok: false, stage: "inference_request", kind: "timeout", message, status: null };
  assertEquals(told, [failure]);
});

test("promisedInference gives a batch up whose session is gone and whose function never settles", () => {
  const { clock, told, request, signal } = setUp();
  request.cancel();
  assertEquals([signal.aborted, told], [true, []]);
  clock.advance(500);
  assertEquals(told.length, 1);
});

test("promisedInference finds no bug in a function that rejects because its session is gone", async () => {
  const { call, told, request, signal } = setUp();
  request.cancel();
  call.reject(signal.reason);
  await settled();
  const problem = "expected an answer, got a cancelled request";
  assertEquals(told, [inferenceFailure("connection_reset", problem)]);
});

test("promisedInference hands on what the function throws", async () => {
  const { call, told } = setUp();
  const bug = new TypeError("undefined is not a function");
  call.reject(bug);
  await settled();
  assertEquals(told, [bug]);
});
