import { test } from "node:test";
import { assertEquals } from "@std/assert";
import type { Batch, InferenceHandler } from "@stt-bench/core";
import { ManualClock } from "@stt-bench/core/testing";
import { readConfiguration } from "./configuration.ts";
import type { InferenceTransport, TransportHandler } from "./inference_transport.ts";
import { openInference } from "./open_inference.ts";

const batch: Batch = {
  sessionId: 1,
  bytes: new Uint8Array(640),
  frames: 1,
  oldestFrameSeq: 1,
  audioBytes: 640,
};

const nobody: InferenceHandler = { onResult: () => {}, onBug: () => {} };

/** The inference service with a configuration, behind a transport whose posts the test ends. */
function setUp(environment: Record<string, string>) {
  const posts: TransportHandler[] = [];
  const transport: InferenceTransport = {
    post(_batch, handler) {
      posts.push(handler);
      return { cancel() {} };
    },
  };
  const inferenceClients = {
    scripted: { protocol: "HTTP/2", open: () => transport },
  } as const;
  const configuration = readConfiguration({ test: { canPause: true, inferenceClients } }, {
    ...environment,
  });
  const opened = openInference({ inferenceClients }, configuration, new ManualClock());
  return { posts, ...opened };
}

test("openInference tells how many requests are on their way, and how many wait", () => {
  const { inference, posts, readNumbers } = setUp({ MAX_INFLIGHT: "2" });
  for (let i = 0; i < 5; i++) inference.infer(batch, nobody);
  const circuits = { closed: 0, open: 0, "half-open": 0 };
  assertEquals(readNumbers(), { inFlight: 2, waiting: 3, circuits });
  posts[0]!.onEnd({ outcome: "answered", status: 500, body: "" });
  assertEquals(readNumbers(), { inFlight: 2, waiting: 2, circuits });
});

test("openInference tells where its circuit breaker stands", () => {
  const { inference, posts, readNumbers } = setUp({ CIRCUIT_BREAKER_FAILURES: "1" });
  assertEquals(readNumbers().circuits, { closed: 1, open: 0, "half-open": 0 });
  inference.infer(batch, nobody);
  posts[0]!.onEnd({ outcome: "answered", status: 500, body: "" });
  assertEquals(readNumbers().circuits, { closed: 0, open: 1, "half-open": 0 });
});
