import { test } from "node:test";
import { assertEquals } from "@std/assert";
import * as fc from "fast-check";
import { SAMPLES_PER_FRAME } from "./audio_format.ts";
import {
  GENERATED_PERIOD_SAMPLES,
  generatedFrameAt,
  generatedFramePosition,
  generatedPcm,
} from "./generated_pcm.ts";

const session = fc.nat({ max: 1_000_000 });
const seq = fc.integer({ min: 1, max: 10_000_000 });

test("generatedPcm is the specification's formula for every session, frame and sample", () => {
  fc.assert(fc.property(session, seq, (s, q) => {
    const expected = Int16Array.from(
      { length: SAMPLES_PER_FRAME },
      (_, i) => ((q * 320 + s + i) * 17) % 20_000 - 10_000,
    );
    assertEquals(generatedPcm(s, q, q), expected);
  }));
});

test("generatedPcm of a range is its frames one after the other", () => {
  fc.assert(fc.property(session, seq, fc.integer({ min: 1, max: 5 }), (s, first, frames) => {
    const whole = generatedPcm(s, first, first + frames - 1);
    const parts = Array.from(
      { length: frames },
      (_, i) => [...generatedPcm(s, first + i, first + i)],
    );
    assertEquals([...whole], parts.flat());
  }));
});

test("generatedPcm is a copy, generatedFrameAt is not", () => {
  const before = generatedFrameAt(generatedFramePosition(0, 1))[0];
  generatedPcm(0, 1, 1).fill(0);
  assertEquals(generatedPcm(0, 1, 1)[0], before);
});

test("generatedFrameAt has a whole frame at each of the period's positions", () => {
  for (let position = 0; position < GENERATED_PERIOD_SAMPLES; position++) {
    assertEquals(generatedFrameAt(position).length, SAMPLES_PER_FRAME);
  }
  assertEquals(generatedFrameAt(GENERATED_PERIOD_SAMPLES - 1)[1], -10_000);
});
