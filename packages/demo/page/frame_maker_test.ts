import { test } from "node:test";
import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import {
  FRAME_BYTES as WIRE_FRAME_BYTES,
  SAMPLE_RATE_HZ as WIRE_RATE_HZ,
} from "@stt-bench/protocol";
import { FRAME_BYTES, FrameMaker, SAMPLE_RATE_HZ } from "./frame_maker.js";

/** The samples of `frames`, as the wire has them. */
function samplesOf(frames: readonly ArrayBuffer[]): number[] {
  return frames.flatMap((frame) => {
    const view = new DataView(frame);
    return Array.from({ length: frame.byteLength / 2 }, (_, i) => view.getInt16(2 * i, true));
  });
}

function framesOf(inputHz: number, samples: Float32Array, ends = true): ArrayBuffer[] {
  const frames: ArrayBuffer[] = [];
  const maker = new FrameMaker(inputHz, (frame) => frames.push(frame));
  for (let start = 0; start < samples.length; start += 128) {
    maker.push(samples.subarray(start, start + 128));
  }
  if (ends) maker.end();
  return frames;
}

test("FrameMaker knows the format of the wire", () => {
  assertEquals([FRAME_BYTES, SAMPLE_RATE_HZ], [WIRE_FRAME_BYTES, WIRE_RATE_HZ]);
});

for (const inputHz of [48_000, 44_100]) {
  test(`FrameMaker makes 50 frames of a second of ${inputHz} Hz, and keeps its tone`, () => {
    const tone = Float32Array.from(
      { length: inputHz },
      (_, i) => 0.5 * Math.sin(2 * Math.PI * 1000 * i / inputHz),
    );
    const frames = framesOf(inputHz, tone);
    assertEquals(frames.map(({ byteLength }) => byteLength), Array(50).fill(640));
    samplesOf(frames).slice(200, -200).forEach((sample, i) => {
      const expected = 0.5 * 32_767 * Math.sin(2 * Math.PI * 1000 * (i + 200) / 16_000);
      assertAlmostEquals(sample, expected, 20);
    });
  });
}

test("FrameMaker gives each frame memory of its own, for it is given away", () => {
  const [first, second] = framesOf(16_000, new Float32Array(640));
  assert(first !== second);
});

test("FrameMaker clips what is too loud", () => {
  const samples = samplesOf(framesOf(16_000, new Float32Array(640).fill(2)));
  assertEquals([Math.min(...samples.slice(100, 500)), Math.max(...samples)], [32_767, 32_767]);
  const negative = samplesOf(framesOf(16_000, new Float32Array(640).fill(-2)));
  assertEquals(Math.min(...negative), -32_767);
});

test("FrameMaker fills up the last frame with silence", () => {
  const frames = framesOf(16_000, new Float32Array(330).fill(0.5));
  assertEquals(frames.length, 2);
  assertEquals(samplesOf(frames).slice(330), Array(310).fill(0));
});

test("FrameMaker adds no frame to audio that fills its last one", () => {
  assertEquals(framesOf(48_000, new Float32Array(960 * 3)).length, 3);
});

test("FrameMaker says nothing before a frame is whole", () => {
  assertEquals(framesOf(48_000, new Float32Array(900), false), []);
});
