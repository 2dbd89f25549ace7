import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { inFolder } from "@stt-bench/program/testing";
import { generatedPcm } from "@stt-bench/protocol";
import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import fc from "fast-check";
import { readClientFrame } from "../testing/server_frame.ts";
import { wavFile } from "../testing/wav_file.ts";
import type { FrameSource } from "./frame_source.ts";
import { generatedFrames } from "./generated_frames.ts";
import { readRecording } from "./read_recording.ts";
import { recordedFrames } from "./recorded_frames.ts";

/** The samples that a session sends in frames `first … last`, unmasked from the wire. */
function sentSamples(
  { frames, stride, firstIndex }: FrameSource,
  session: number,
  first: number,
  last: number,
) {
  const bytes: number[] = [];
  for (let seq = first; seq <= last; seq++) {
    const frame = frames[(firstIndex(session) + (seq - 1) * stride) % frames.length]!;
    const { opcode, payload } = readClientFrame(frame);
    assertEquals([opcode, payload.length, frame[0]], [2, 640, 0x82]);
    bytes.push(...payload);
  }
  return new Int16Array(Uint8Array.from(bytes).buffer);
}

const generated = generatedFrames();

test("generatedFrames sends the audio of the protocol, for any session and any frame", () => {
  const sequence = fc.tuple(fc.nat(100_000), fc.integer({ min: 1, max: 1_000_000 }), fc.nat(3));
  fc.assert(fc.property(sequence, ([session, first, more]) => {
    const expected = generatedPcm(session, first, first + more);
    assertEquals(sentSamples(generated, session, first, first + more), expected);
    assertEquals(generated.samples(session, first, first + more), expected);
  }));
});

test("generatedFrames masks each frame with its own key", () => {
  const keys = new Set(generated.frames.map((frame) => frame.subarray(4, 8).join()));
  assert(keys.size > 19_900, `${keys.size}`);
});

test("recordedFrames loops a recording, with silence up to a whole frame", () => {
  const recording = Int16Array.from({ length: 320 * 3 - 100 }, (_, i) => i + 1);
  const source = recordedFrames(recording);
  assertEquals(source.frames.length, 3);
  const loop = [...recording, ...new Array<number>(100).fill(0)];
  assertEquals(
    sentSamples(source, 0, 1, 7),
    Int16Array.from([...loop, ...loop, ...loop.slice(0, 320)]),
  );
});

test("recordedFrames knows what each session has sent", () => {
  const source = recordedFrames(Int16Array.from({ length: 320 * 50 }, (_, i) => i));
  const sequence = fc.tuple(fc.nat(1000), fc.integer({ min: 1, max: 200 }), fc.nat(120));
  fc.assert(fc.property(sequence, ([session, first, more]) => {
    const expected = sentSamples(source, session, first, first + more);
    assertEquals(source.samples(session, first, first + more), expected);
  }));
});

test("recordedFrames gives each session its own place in the recording", () => {
  const source = recordedFrames(new Int16Array(320 * 100));
  const places = Array.from({ length: 50 }, (_, session) => source.firstIndex(session));
  assertEquals(new Set(places).size, 50);
});

test("readRecording reads a file, and says how to convert what it cannot stream", () =>
  inFolder(async (folder) => {
    const path = join(folder, "talk.wav");
    await assertRejects(() => readRecording(path), Error, `Cannot read ${path}: `);
    await writeFile(path, wavFile(Int16Array.of(1, 2)));
    assertEquals((await readRecording(path)).frames.length, 1);
    await writeFile(path, wavFile(Int16Array.of(1, 2), { rateHz: 8000 }));
    const { message } = await assertRejects(() => readRecording(path));
    assertStringIncludes(
      message,
      `Cannot stream ${path}: expected 16000 Hz, 1 channel, 16-bit PCM, got 8000 Hz`,
    );
    assertStringIncludes(message, `sox ${path} -r 16000 -c 1 -b 16 16k.wav`);
  }));
