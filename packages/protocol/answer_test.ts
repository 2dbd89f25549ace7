import { test } from "node:test";
import { assertEquals } from "@std/assert";
import * as fc from "fast-check";
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

/** The specification, word for word: sample by sample, pass by pass. */
function literalAnswer(samples: Int16Array, passes: number) {
  let [count, crossings, squares, checksum] = [0, 0, 0, 2_166_136_261n];
  let previous: number | undefined;
  for (let pass = 0; pass < passes; pass++) {
    for (const x of samples) {
      count++;
      if (previous !== undefined && (x < 0) !== (previous < 0)) crossings++;
      previous = x;
      squares += x * x;
      checksum = ((checksum ^ (BigInt(x + 32_768 + pass) & 0xffffn)) * 16_777_619n) % 2n ** 32n;
    }
  }
  return {
    samples: count,
    zero_crossings: crossings,
    checksum: Number(checksum),
    rms: count === 0 ? 0 : Math.sqrt(squares / count),
    audio_bytes: samples.length * 2,
  };
}

test("computeAnswer is the specification for any samples and passes", () => {
  const passes = fc.nat({ max: 6 });
  fc.assert(fc.property(fc.int16Array({ maxLength: 500 }), passes, (samples, cpuPasses) => {
    const { transcript: _, ...numbers } = computeAnswer(samples, cpuPasses);
    assertEquals(numbers, literalAnswer(samples, cpuPasses));
  }));
});

for (const length of [32_767, 32_768, 32_769, 70_000]) {
  test(`computeAnswer is exact for ${length} of the largest samples`, () => {
    const samples = new Int16Array(length).fill(-32_768);
    const { transcript: _, ...numbers } = computeAnswer(samples, 1);
    assertEquals(numbers, literalAnswer(samples, 1));
  });
}

test("computeAnswer adds the pass to the sample modulo 2¹⁶", () => {
  const samples = Int16Array.of(32_767, 32_766);
  const { checksum } = computeAnswer(samples, 70_000);
  assertEquals(checksum, literalAnswer(samples, 70_000).checksum);
});
