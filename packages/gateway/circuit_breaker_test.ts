import { test } from "node:test";
import { assertEquals, assertThrows } from "@std/assert";
import type { Batch, InferenceHandler, InferenceRequest, InferenceResult } from "@stt-bench/core";
import { inferenceFailure } from "@stt-bench/core";
import { ManualClock, settled } from "@stt-bench/core/testing";
import { computeAnswer, ERROR_KINDS } from "@stt-bench/protocol";
import type { ErrorKind } from "@stt-bench/protocol";
import { CircuitBreaker } from "./circuit_breaker.ts";

const FAILURES = 3;
const PAUSE_MS = 1000;

const batch: Batch = {
  bytes: new Uint8Array(640),
  sessionId: 1,
  frames: 1,
  oldestFrameSeq: 1,
  audioBytes: 640,
};
const well: InferenceResult = { ok: true, answer: computeAnswer(new Int16Array(320), 1) };
const failed = (kind: ErrorKind): InferenceResult => inferenceFailure(kind, "expected, got");

/** A breaker before a service whose part the test plays. */
function setUp() {
  const clock = new ManualClock();
  /** Requests that the service has got, oldest first. */
  const requests: (InferenceHandler & { isCancelled: boolean })[] = [];
  let bug: Error | undefined;
  const breaker = new CircuitBreaker({
    clock,
    failures: FAILURES,
    pauseMs: PAUSE_MS,
    inference: {
      infer(_, handler) {
        if (bug !== undefined) throw bug;
        const request = {
          isCancelled: false,
          onResult: (result: InferenceResult) => handler.onResult(result),
          onBug: (bug: unknown) => handler.onBug(bug),
        };
        requests.push(request);
        return { cancel: () => request.isCancelled = true };
      },
    },
  });
  const results: string[] = [];
  const infer = (): InferenceRequest =>
    breaker.infer(batch, {
      onResult: (result) => results.push(result.ok ? "answered" : result.kind),
      onBug: () => results.push("bug"),
    });
  /** Asks, and has the service end it so. */
  const end = (...ends: readonly InferenceResult[]) => {
    for (const result of ends) {
      infer();
      requests.pop()?.onResult(result);
    }
  };
  const throwAtNext = (error: Error | undefined) => bug = error;
  return { clock, requests, breaker, results, infer, end, throwAtNext };
}

/** The same, just opened. */
function setUpOpen() {
  const open = setUp();
  open.end(...Array(FAILURES).fill(failed("timeout")));
  open.results.length = 0;
  return open;
}

/** The same with the pause over and a request on its way. */
function setUpHalfOpen() {
  const halfOpen = setUpOpen();
  halfOpen.clock.advance(PAUSE_MS);
  return { ...halfOpen, request: halfOpen.infer() };
}

test("CircuitBreaker hands requests and results on while it is closed", () => {
  const { breaker, results, requests, infer, end } = setUp();
  end(well, failed("timeout"), well);
  assertEquals(results, ["answered", "timeout", "answered"]);
  infer().cancel();
  assertEquals([requests[0]!.isCancelled, breaker.state], [true, "closed"]);
});

test("CircuitBreaker opens after failures in a row, and not before", () => {
  const { breaker, end } = setUp();
  const ill = failed("connection_reset");
  end(ill, ill, well, ill, ill);
  assertEquals(breaker.state, "closed");
  end(ill);
  assertEquals(breaker.state, "open");
});

const ill: readonly ErrorKind[] = ["timeout", "connection_reset", "http_5xx", "parse_error"];

for (const kind of Object.keys(ERROR_KINDS) as ErrorKind[]) {
  const opens = ill.includes(kind);
  test(`CircuitBreaker ${opens ? "opens" : "stays closed"} by ${kind}`, () => {
    const { breaker, end } = setUp();
    end(...Array(FAILURES).fill(failed(kind)));
    assertEquals(breaker.state, opens ? "open" : "closed");
  });
}

test("CircuitBreaker takes http_4xx for a sign of life, pool_timeout for no sign at all", () => {
  for (const [kind, state] of [["http_4xx", "closed"], ["pool_timeout", "open"]] as const) {
    const { breaker, end } = setUp();
    end(failed("timeout"), failed("timeout"), failed(kind), failed("timeout"));
    assertEquals(breaker.state, state);
  }
});

test("CircuitBreaker fails requests at once while it is open, but never during the call", async () => {
  const { clock, requests, results, infer } = setUpOpen();
  clock.advance(PAUSE_MS - 1);
  infer().cancel();
  infer();
  assertEquals(results, []);
  await settled();
  assertEquals([results, requests.length], [["circuit_open", "circuit_open"], 0]);
});

test("CircuitBreaker lets one request through after the pause, and closes when that succeeds", async () => {
  const { breaker, requests, results, infer } = setUpHalfOpen();
  assertEquals([breaker.state, requests.length], ["half-open", 1]);
  infer();
  await settled();
  assertEquals([results, requests.length], [["circuit_open"], 1]);
  requests[0]!.onResult(well);
  assertEquals([breaker.state, results], ["closed", ["circuit_open", "answered"]]);
  infer();
  assertEquals(requests.length, 2);
});

test("CircuitBreaker opens for another pause when that one fails", () => {
  const { clock, breaker, requests, infer } = setUpHalfOpen();
  requests[0]!.onResult(failed("http_5xx"));
  assertEquals(breaker.state, "open");
  clock.advance(PAUSE_MS - 1);
  infer();
  assertEquals(requests.length, 1);
  clock.advance(1);
  infer();
  assertEquals([breaker.state, requests.length], ["half-open", 2]);
});

test("CircuitBreaker lets the next request through when that one gives no sign", () => {
  for (const giveUp of ["cancel", "pool_timeout", "bug"]) {
    const { breaker, request, requests, infer } = setUpHalfOpen();
    if (giveUp === "cancel") request.cancel();
    if (giveUp === "bug") requests[0]!.onBug(new Error("bug"));
    else requests[0]!.onResult(failed(giveUp === "cancel" ? "connection_reset" : "pool_timeout"));
    assertEquals(breaker.state, "open");
    infer();
    assertEquals([breaker.state, requests.length], ["half-open", 2]);
  }
});

test("CircuitBreaker learns nothing from requests that nobody wanted any more", () => {
  const { breaker, requests, infer } = setUp();
  for (let i = 0; i < FAILURES; i++) {
    infer().cancel();
    requests.pop()!.onResult(failed("connection_reset"));
  }
  assertEquals(breaker.state, "closed");
});

test("CircuitBreaker learns nothing from requests that began before it opened", () => {
  const { clock, breaker, requests, infer, end } = setUp();
  for (let i = 0; i < 2 * FAILURES; i++) infer();
  const old = requests.splice(0);
  for (const request of old.splice(0, FAILURES)) request.onResult(failed("timeout"));
  assertEquals(breaker.state, "open");
  clock.advance(PAUSE_MS - 1);
  old.shift()!.onResult(well);
  assertEquals(breaker.state, "open");
  clock.advance(1);
  end(well);
  for (const request of old) request.onResult(failed("timeout"));
  end(failed("timeout"), failed("timeout"));
  assertEquals(breaker.state, "closed");
});

test("CircuitBreaker stays open when the client throws", () => {
  const { clock, breaker, infer, throwAtNext } = setUpOpen();
  clock.advance(PAUSE_MS);
  throwAtNext(new Error("bug"));
  assertThrows(infer, Error, "bug");
  assertEquals(breaker.state, "open");
  throwAtNext(undefined);
  infer();
  assertEquals(breaker.state, "half-open");
});
