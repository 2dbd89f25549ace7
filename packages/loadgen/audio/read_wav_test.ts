import { test } from "node:test";
import { assertEquals, assertThrows } from "@std/assert";
import { wavFile } from "../testing/wav_file.ts";
import { readWav } from "./read_wav.ts";

const samples = Int16Array.of(1, -2, 32_767, -32_768);

function chunk(name: string, ...bytes: number[]): Uint8Array {
  const size = [bytes.length & 255, bytes.length >> 8, 0, 0];
  return Uint8Array.from([...name].map((c) => c.charCodeAt(0)).concat(size, bytes));
}

test("readWav reads 16 kHz mono 16-bit PCM", () => {
  assertEquals(readWav(wavFile(samples)), samples);
});

test("readWav reads the extensible form", () => {
  assertEquals(readWav(wavFile(samples, { isExtensible: true })), samples);
});

test("readWav passes over other chunks, also of odd size", () => {
  const file = wavFile(samples, { before: [chunk("LIST", 1, 2, 3), Uint8Array.of(0)] });
  assertEquals(readWav(file), samples);
});

test("readWav reads to the end of the file when a pipe left the size open, or it was cut", () => {
  assertEquals(readWav(wavFile(samples, { dataBytes: 0xffffffff })), samples);
  assertEquals(readWav(wavFile(samples).subarray(0, -3)), samples.subarray(0, 2));
});

test("readWav reads a file that lies anywhere in memory", () => {
  const file = wavFile(samples);
  const memory = new Uint8Array(file.length + 3);
  memory.set(file, 3);
  assertEquals(readWav(memory.subarray(3)), samples);
});

const wrong: [what: string, file: Uint8Array, message: string][] = [
  ["nothing", new Uint8Array(0), "expected a WAV file"],
  ["another file", new TextEncoder().encode("ID3 and then some music"), "expected a WAV file"],
  ["stereo", wavFile(samples, { channels: 2 }), "16-bit PCM, got 16000 Hz, 2 channels, 16-bit PCM"],
  ["44.1 kHz", wavFile(samples, { rateHz: 44_100 }), "got 44100 Hz, 1 channel, 16-bit PCM"],
  ["8 bits", wavFile(samples, { bits: 8 }), "got 16000 Hz, 1 channel, 8-bit PCM"],
  ["floats", wavFile(samples, { encoding: 3, bits: 32 }), "1 channel, 32-bit encoding 3"],
  ["no samples", wavFile(new Int16Array(0)), "expected audio, got none"],
  ["no data", wavFile(samples).subarray(0, 36), "expected a data chunk, got none"],
  ["no format", wavFile(samples, { hasFormat: false }), "expected a format before the audio"],
];

for (const [what, file, message] of wrong) {
  test(`readWav refuses ${what}`, () => {
    assertThrows(() => readWav(file), Error, message);
  });
}
