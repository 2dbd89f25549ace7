import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { computeAnswer, generatedPcm } from "@stt-bench/protocol";
import { inferenceFailure, transcriptInference } from "./mod.ts";
import type { Batch, InferenceResult, Transcribe } from "./mod.ts";

const samples = generatedPcm(0, 1, 2);
const batch: Batch = {
  sessionId: 1,
  bytes: new Uint8Array(samples.buffer),
  frames: 2,
  oldestFrameSeq: 1,
  audioBytes: 1280,
};

function resultOf(transcribe: Transcribe, cpuPasses?: number): Promise<InferenceResult> {
  const inference = transcriptInference(transcribe, {
    timeoutMs: Infinity,
    ...(cpuPasses !== undefined && { cpuPasses }),
  });
  return new Promise((onResult, onBug) => void inference.infer(batch, { onResult, onBug }));
}

test("transcriptInference joins the text of the model and statistics of the audio", async () => {
  const heard: Int16Array[] = [];
  const result = await resultOf((given) => {
    heard.push(given);
    return Promise.resolve("hello");
  });
  const answer = { ...computeAnswer(samples, 4), transcript: "hello" };
  assertEquals([result, heard], [{ ok: true, answer }, [samples]]);
});

test("transcriptInference gives samples that the model may transfer", async () => {
  const result = await resultOf((given) => {
    structuredClone(given, { transfer: [given.buffer] });
    return Promise.resolve("");
  }, 1);
  const answer = { ...computeAnswer(samples, 1), transcript: "…" };
  assertEquals([result, samples.length], [{ ok: true, answer }, 640]);
});

test("transcriptInference hands on a failure", async () => {
  const failure = inferenceFailure("pool_timeout", "expected a free model, got none");
  assertEquals(await resultOf(() => Promise.resolve(failure)), failure);
});
