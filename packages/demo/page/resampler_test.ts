import { test } from "node:test";
import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { Resampler } from "./resampler.js";

const TO_HZ = 16_000;

/** Rates that browsers have: most devices, CDs, studios, headsets in a call, and the wire's own. */
const rates = [48_000, 44_100, 96_000, 22_050, 8000, 16_000];

/** A second of a tone, in pieces of 128 samples as browsers hand them out. */
function resampleTone(fromHz: number, toneHz: number, pieceLength = 128): number[] {
  const resampler = new Resampler(fromHz, TO_HZ);
  const samples = Float32Array.from(
    { length: fromHz },
    (_, i) => Math.sin(2 * Math.PI * toneHz * i / fromHz),
  );
  const output: number[] = [];
  for (let start = 0; start < samples.length; start += pieceLength) {
    const piece = samples.subarray(start, start + pieceLength);
    resampler.push(piece, (sample) => output.push(sample));
  }
  resampler.push(new Float32Array(resampler.lookahead), (sample) => output.push(sample));
  return output;
}

/** The output without its edges, where the tone begins and ends. */
function withoutEdges(output: readonly number[]): readonly number[] {
  return output.slice(200, -200);
}

function decibels(output: readonly number[]): number {
  const samples = withoutEdges(output);
  const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
  return 10 * Math.log10(power / 0.5);
}

/** Rising zero crossings per second, each between two samples by a straight line. */
function frequency(output: readonly number[]): number {
  const samples = withoutEdges(output);
  const crossings = samples.flatMap((sample, i) => {
    const before = samples[i - 1] ?? 0;
    return before < 0 && sample >= 0 ? [i - sample / (sample - before)] : [];
  });
  return (crossings.length - 1) / (crossings.at(-1)! - crossings[0]!) * TO_HZ;
}

for (const fromHz of rates) {
  test(`Resampler makes 16 000 samples of a second of ${fromHz} Hz`, () => {
    assertEquals(resampleTone(fromHz, 100).length, TO_HZ);
  });

  const heard = [100, 440, 1000, 3000, 6700].filter((toneHz) => toneHz < fromHz * 0.41);
  for (const toneHz of heard) {
    test(`Resampler keeps a tone of ${toneHz} Hz from ${fromHz} Hz`, () => {
      const output = resampleTone(fromHz, toneHz);
      assertAlmostEquals(decibels(output), 0, 0.1);
      assertAlmostEquals(frequency(output), toneHz, 0.1);
    });
  }

  const above = [8000, 8500, 9000, 10_500, 12_000, 15_000, 15_900, 16_100, 21_000, 23_900];
  for (const toneHz of above.filter((toneHz) => toneHz < fromHz / 2)) {
    test(`Resampler takes 70 dB from a tone of ${toneHz} Hz from ${fromHz} Hz`, () => {
      const left = decibels(resampleTone(fromHz, toneHz));
      assert(left < -70, `expected less than −70 dB, got ${left}`);
    });
  }
}

test("Resampler keeps the time of what it hears", () => {
  const output = resampleTone(44_100, 1000);
  const expected = (i: number) => Math.sin(2 * Math.PI * 1000 * i / TO_HZ);
  for (let i = 200; i < output.length - 200; i++) {
    assertAlmostEquals(output[i]!, expected(i), 0.01);
  }
});

test("Resampler doesn't care how the input is cut", () => {
  const whole = resampleTone(44_100, 440, 44_100);
  assertEquals(resampleTone(44_100, 440, 1), whole);
  assertEquals(resampleTone(44_100, 440, 1000), whole);
});
