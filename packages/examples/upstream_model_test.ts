import { test } from "node:test";
import type { InferenceFailure } from "@stt-bench/core";
import { computeAnswer, generatedPcm } from "@stt-bench/protocol";
import { assert, assertEquals, assertMatch } from "@std/assert";
import { startUpstreamServer } from "./testing/upstream_server.ts";
import type { UpstreamServer } from "./testing/upstream_server.ts";
import { UpstreamModel } from "./upstream/upstream_model.ts";

const samples = generatedPcm(0, 1, 50);
const words = computeAnswer(samples, 4).transcript;

function transcribe(model: UpstreamModel): Promise<string | InferenceFailure> {
  return model.transcribe(samples, new AbortController().signal);
}

const UNREADABLE = /expected \{"id":…,"text":…\}, got something else$/;

const faults: [name: string, fault: NonNullable<UpstreamServer["fault"]>, message: RegExp][] = [
  ["is cut off", (client) => client.terminate(), /expected a model at .*, got close code \d+$/],
  ["says no JSON", (client) => client.send("hello"), UNREADABLE],
  [
    "says something else, and reads no more",
    (client) => {
      client.send('{"id":1,"text":"a","score":1}');
      client.pause();
    },
    UNREADABLE,
  ],
];

for (const [name, fault, message] of faults) {
  test(`UpstreamModel fails each batch of a model that ${name}, and connects again`, async () => {
    await using server = await startUpstreamServer();
    const model = new UpstreamModel(server.url);
    server.fault = fault;
    for (const result of await Promise.all([transcribe(model), transcribe(model)])) {
      assert(typeof result !== "string");
      assertMatch(result.message, message);
    }
    server.fault = undefined;
    assertEquals(await transcribe(model), words);
    assertEquals(server.connections, 2);
    model.close();
  });
}

test("UpstreamModel sends the samples that it is given, and nothing else of their buffer", async () => {
  await using server = await startUpstreamServer();
  const model = new UpstreamModel(server.url);
  const part = samples.subarray(320, 640);
  const { transcript } = computeAnswer(part.slice(), 4);
  assertEquals(await model.transcribe(part, new AbortController().signal), transcript);
  model.close();
});

test("UpstreamModel says that nobody listens", async () => {
  const server = await startUpstreamServer();
  await server[Symbol.asyncDispose]();
  const result = await transcribe(new UpstreamModel(server.url));
  assert(typeof result !== "string");
  assertEquals(result.message.split(", got")[0], `Cannot infer: expected a model at ${server.url}`);
});

test("UpstreamModel forgets a batch that nobody wants any more", async () => {
  await using server = await startUpstreamServer();
  const model = new UpstreamModel(server.url);
  assertEquals(await transcribe(model), words);
  server.fault = () => {};
  const request = new AbortController();
  const result = model.transcribe(samples, request.signal);
  request.abort(new Error("no longer"));
  assertEquals(typeof await result, "object");
  model.close();
});
