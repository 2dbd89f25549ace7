import { test } from "node:test";
import { assertEquals } from "@std/assert";
import * as fc from "fast-check";
import * as v from "valibot";
import { computeAnswer } from "./answer.ts";
import { InferenceAnswer, isInferenceAnswer } from "./inference_answer.ts";
import { inferenceAnswer } from "./testing/arbitraries.ts";

test("isInferenceAnswer accepts every answer", () => {
  fc.assert(fc.property(inferenceAnswer, (answer) => {
    assertEquals([isInferenceAnswer(answer), v.is(InferenceAnswer, answer)], [true, true]);
  }));
});

const keys = Object.keys(computeAnswer(new Int16Array(1), 1));

/** A valid answer with one key replaced, added or taken away. */
const spoilt = fc.tuple(
  inferenceAnswer,
  fc.oneof(fc.constantFrom(...keys), fc.string()),
  fc.oneof(
    fc.constantFrom(NaN, Infinity, -Infinity, -0, -1, 0.5, 2 ** 53, "", "1", null, undefined, true),
    fc.jsonValue(),
  ),
  fc.boolean(),
).map(([answer, key, value, removes]) => {
  const { [key as keyof typeof answer]: _, ...rest } = answer;
  return removes ? rest : { ...answer, [key]: value };
});

test("isInferenceAnswer gives the schema's verdict on answers that are nearly right", () => {
  const verdicts = new Set<boolean>();
  fc.assert(
    fc.property(spoilt, (value) => {
      const verdict = v.is(InferenceAnswer, value);
      verdicts.add(verdict);
      assertEquals(isInferenceAnswer(value), verdict);
    }),
    { numRuns: 2000 },
  );
  assertEquals(verdicts, new Set([false, true]));
});

test("isInferenceAnswer gives the schema's verdict on anything that JSON can say", () => {
  fc.assert(fc.property(fc.json(), (text) => {
    const value = JSON.parse(text);
    assertEquals(isInferenceAnswer(value), v.is(InferenceAnswer, value));
  }));
});

for (const key of ["__proto__", "constructor", "toString"]) {
  test(`isInferenceAnswer refuses an extra key ${key}`, () => {
    const value = JSON.parse(
      `{"rms":1,"zero_crossings":1,"checksum":1,"samples":1,"transcript":"a","audio_bytes":2,"${key}":1}`,
    );
    assertEquals([isInferenceAnswer(value), v.is(InferenceAnswer, value)], [false, false]);
  });
}
