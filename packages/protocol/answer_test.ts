import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { computeAnswer, generatedPcm, InferenceAnswer } from "./mod.ts";
import * as v from "valibot";
import golden from "./golden.json" with { type: "json" };

for (const { session, first_frame, last_frame, cpu_passes, answer } of golden.generated_pcm) {
  test(`computeAnswer of session ${session}, frames ${first_frame}–${last_frame}, ${cpu_passes} passes is the golden one`, () => {
    const samples = generatedPcm(session, first_frame, last_frame);
    assertEquals(computeAnswer(samples, cpu_passes), v.parse(InferenceAnswer, answer));
  });
}

for (const { samples_s16, cpu_passes, answer } of golden.literal_samples) {
  test(`computeAnswer of [${samples_s16}], ${cpu_passes} passes is the golden one`, () => {
    assertEquals(computeAnswer(Int16Array.from(samples_s16), cpu_passes), answer);
  });
}
