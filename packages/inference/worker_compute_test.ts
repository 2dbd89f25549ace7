import { test } from "node:test";
import { computeAnswer, generatedPcm } from "@stt-bench/protocol";
import type { InferenceAnswer } from "@stt-bench/protocol";
import { assertEquals } from "@std/assert";
import { WorkerCompute } from "./worker_compute.ts";

test("WorkerCompute gives each job its own answer, and no longer reads samples after run", async () => {
  const compute = new WorkerCompute(2);
  const answers = Array.from({ length: 20 }, (_, session) => {
    const samples = generatedPcm(session, 1, 5);
    const answer = Promise.withResolvers<InferenceAnswer>();
    compute.run(samples, 2, answer.resolve);
    samples.fill(0);
    return answer.promise;
  });
  const expected = answers.map((_, session) => computeAnswer(generatedPcm(session, 1, 5), 2));
  assertEquals(await Promise.all(answers), expected);
  await compute.close();
});
