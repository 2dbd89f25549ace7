import { test } from "node:test";
import type { InferenceFailure } from "@stt-bench/core";
import { assert, assertEquals, assertRejects } from "@std/assert";
import { SherpaModel } from "./models/sherpa_model.ts";
import { writeEnergyModel } from "./testing/energy_model.ts";

/** A second of noise, the same each time. */
function noise(amplitude: number): Int16Array<ArrayBuffer> {
  let state = 1;
  return Int16Array.from({ length: 16_000 }, () => {
    state = Math.imul(state, 1_664_525) + 1_013_904_223;
    return amplitude * (state / 2 ** 31);
  });
}

function kindOf(result: string | InferenceFailure): string {
  return typeof result === "string" ? `text ${result}` : result.kind;
}

// One for all tests, as it takes a second of CPU; the last one ends it.
const weights = await writeEnergyModel();
const model = await SherpaModel.load(weights.config);

test("SherpaModel recognises batches by weights from a path, each in its turn", async () => {
  const samples = [noise(20_000), noise(0), noise(20_000)];
  const results = await Promise.all(samples.map((each) => model.transcribe(each)));
  assertEquals(results, ["loud", "quiet", "loud"]);
});

test("SherpaModel says that there are no weights", async () => {
  const modelConfig = { tdnn: { model: "/nowhere/model.onnx" }, tokens: "/nowhere/tokens.txt" };
  const error = await assertRejects(() => SherpaModel.load({ modelConfig }), Error);
  assert(error.message.startsWith("Cannot load a model: expected "), error.message);
});

test("SherpaModel refuses more batches than it will catch up with, and fails those of a worker that ends", async () => {
  const results = Array.from({ length: 101 }, () => model.transcribe(noise(0)));
  assertEquals(kindOf(await results[100]!), "pool_timeout");
  await model[Symbol.asyncDispose]();
  assertEquals(kindOf(await results[99]!), "http_5xx");
  assertEquals(kindOf(await model.transcribe(noise(0))), "http_5xx");
  await weights[Symbol.asyncDispose]();
});
