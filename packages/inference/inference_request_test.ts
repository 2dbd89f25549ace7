import { test } from "node:test";
import { computeAnswer, generatedPcm } from "@stt-bench/protocol";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { BodyPool } from "./body_pool.ts";
import { computeInline } from "./compute.ts";
import { InferenceRequest } from "./inference_request.ts";
import type { Model } from "./inference_request.ts";
import { LatencyModel } from "./latency_model.ts";
import { Slots } from "./slots.ts";
import { Stats } from "./stats.ts";
import { FakeExchange } from "./testing/fake_exchange.ts";

/** A model that answers after `delayMs` and serves `limit` at once; at most 1000 bytes. */
function createModel({ delayMs = 0, limit = 64 } = {}): Model {
  const slots = new Slots(limit);
  const parameters = {
    delayMs,
    jitterSigma: 0,
    longtailProbability: 0,
    longtailMultiplier: 1,
    batchWaitMaxMs: 0,
  };
  return {
    bodies: new BodyPool(),
    slots,
    compute: computeInline,
    latency: new LatencyModel(parameters, () => 0.5),
    stats: new Stats(slots),
    defaultCpuPasses: 4,
    maxBodyBytes: 1000,
  };
}

const HOUR_MS = 3_600_000;
const samples = generatedPcm(0, 1, 1);
const pcm = new Uint8Array(samples.buffer);

function start(model: Model, headers: Record<string, string> = {}): FakeExchange {
  const exchange = new FakeExchange("POST", "/infer", headers);
  new InferenceRequest(exchange, model).start();
  return exchange;
}

/** Sends a whole body, and waits until the request has taken it. */
async function send(exchange: FakeExchange, body: Uint8Array = pcm): Promise<void> {
  exchange.body.end(body);
  await new Promise((resolve) => exchange.body.once("end", resolve));
}

for (
  const [given, passes] of [["1", 1], ["0", 0], ["8", 8], ["", 4], ["-1", 4], ["2.5", 4]] as const
) {
  test(`InferenceRequest with x-cpu-passes ${JSON.stringify(given)} makes ${passes} passes`, async () => {
    const exchange = start(createModel(), { "x-cpu-passes": given });
    await send(exchange);
    const { status, headers, body } = await exchange.answered;
    assertEquals([status, headers["content-type"]], [200, "application/json"]);
    assertEquals(JSON.parse(body), computeAnswer(samples, passes));
  });
}

test("InferenceRequest without x-cpu-passes takes the default", async () => {
  const exchange = start(createModel());
  await send(exchange);
  assertEquals(JSON.parse((await exchange.answered).body), computeAnswer(samples, 4));
});

test("InferenceRequest answers 400 to an odd number of bytes", async () => {
  const model = createModel();
  const exchange = start(model);
  await send(exchange, new Uint8Array(641));
  const { status, body } = await exchange.answered;
  assertEquals(status, 400);
  assertStringIncludes(body, "got 641 bytes");
  assertEquals(model.stats.report().errors.odd_length, 1);
});

test("InferenceRequest answers 413 at once when content-length says too much", async () => {
  const model = createModel();
  const exchange = start(model, { "content-length": "1001" });
  assertEquals((await exchange.answered).status, 413);
  assertEquals(model.stats.report().errors.too_large, 1);
});

test("InferenceRequest answers 413 at the chunk that is too much, and reads on to the end", async () => {
  const exchange = start(createModel());
  exchange.body.write(new Uint8Array(1000));
  exchange.body.write(new Uint8Array(1));
  assertEquals((await exchange.answered).status, 413);
  await send(exchange, new Uint8Array(100_000));
});

test("InferenceRequest takes exactly the largest body", async () => {
  const exchange = start(createModel());
  await send(exchange, new Uint8Array(1000));
  assertEquals((await exchange.answered).status, 200);
});

test("InferenceRequests queue before the compute, hold a slot through the wait, and are served in order", async () => {
  const model = createModel({ delayMs: HOUR_MS, limit: 2 });
  const exchanges = [start(model), start(model), start(model)];
  for (const exchange of exchanges) await send(exchange);
  const { active, queued, in_flight, queue_wait } = model.stats.report();
  assertEquals({ active, queued, in_flight }, { active: 2, queued: 1, in_flight: 3 });
  assertEquals(queue_wait.count, 2);
  for (const exchange of exchanges) exchange.abandon();
});

test("InferenceRequest doesn't answer at once when the model takes longer than a timer can", async () => {
  const slow = createModel({ delayMs: 2 ** 31 });
  const exchange = start(slow);
  await send(exchange);
  const other = start(createModel({ delayMs: 5 }));
  await send(other);
  await other.answered;
  assertEquals(slow.stats.report().active, 1);
  exchange.abandon();
});

test("InferenceRequest gives everything back when the client goes away, in any phase", async () => {
  const model = createModel({ delayMs: HOUR_MS, limit: 1 });
  const waiting = start(model);
  await send(waiting);
  const queued = start(model);
  await send(queued);
  const sending = start(model);
  sending.body.write(new Uint8Array(10));
  for (const exchange of [sending, queued, waiting]) exchange.abandon();
  const { active, queued: stillQueued, in_flight, errors } = model.stats.report();
  assertEquals([active, stillQueued, in_flight], [0, 0, 0]);
  assertEquals(errors.client_gone, 3);
});

test("InferenceRequest whose client left the queue does not run when a slot is free", async () => {
  const model = createModel({ delayMs: HOUR_MS, limit: 1 });
  const first = start(model);
  await send(first);
  const gone = start(model);
  await send(gone);
  gone.abandon();
  first.abandon();
  assertEquals(model.stats.report().queue_wait.count, 1);
});

test("Stats count from the last reset, and know what is under way", async () => {
  const model = createModel({ delayMs: HOUR_MS });
  const [first, second] = [start(model), start(model)];
  await send(first);
  await send(second);
  first.abandon();
  model.stats.reset();
  const { requests, errors, in_flight, max_in_flight, active, max_active } = model.stats.report();
  assertEquals([requests, errors.client_gone], [0, 0]);
  assertEquals([in_flight, max_in_flight, active, max_active], [1, 1, 1, 1]);
  second.abandon();
});

test("Stats do not count or time what began before the last reset", async () => {
  const model = createModel({ delayMs: HOUR_MS, limit: 1 });
  const [first, queued] = [start(model), start(model)];
  await send(first);
  await send(queued);
  model.stats.reset();
  first.abandon(); // and the other one gets the slot
  const { active, queue_wait } = model.stats.report();
  assertEquals([active, queue_wait.count], [1, 0]);
  queued.abandon();
  const { in_flight, errors, requests, answered } = model.stats.report();
  assertEquals([in_flight, errors.client_gone, requests, answered], [0, 0, 0, 0]);
});
