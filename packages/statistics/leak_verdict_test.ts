import { test } from "node:test";
import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { leakVerdict } from "./leak_verdict.ts";
import type { MemorySample } from "./leak_verdict.ts";

const MiB = 2 ** 20;

/** Half an hour, a sample every 10 s; `at` gets the share of the time that has passed. */
function halfAnHour(at: (share: number, index: number) => number): MemorySample[] {
  return Array.from({ length: 181 }, (_, i) => ({ atSecs: 500 + i * 10, bytes: at(i / 180, i) }));
}

/** Noise in −1 … 1 that is the same in each run: Weyl's sequence. */
const noise = (index: number) => 2 * ((index * 0.6180339887) % 1) - 1;

/** A collector's saw-tooth in 0 … 1, of `teeth` teeth in all. */
const sawTooth = (share: number, teeth: number) => (share * teeth) % 1;

const courses: [what: string, verdict: string, bytes: (share: number, index: number) => number][] =
  [
    ["that stays the same", "steady", () => 100 * MiB],
    ["that is flat with noise", "steady", (_, i) => (100 + 10 * noise(i)) * MiB],
    ["that falls", "steady", (share) => (100 - 40 * share) * MiB],
    ["with a saw-tooth", "steady", (share) => (100 + 80 * sawTooth(share, 33.7)) * MiB],
    [
      "with a saw-tooth whose teeth are longer than a bin",
      "steady",
      (share) => (100 + 80 * sawTooth(share, 9.3)) * MiB,
    ],
    [
      "with a saw-tooth through which a line happens to rise",
      "steady",
      (share) => (100 + 80 * sawTooth(share, 4.9)) * MiB,
    ],
    ["that grows steadily", "leak", (share) => (100 + 40 * share) * MiB],
    ["that grows under noise", "leak", (share, i) => (100 + 40 * share + 10 * noise(i)) * MiB],
    [
      "that grows under a saw-tooth",
      "leak",
      (share) => (100 + 60 * share + 80 * sawTooth(share, 33.7)) * MiB,
    ],
    ["that grows in steps", "leak", (share) => (100 + 8 * Math.floor(share * 12)) * MiB],
    [
      "that grows until the warm-up is over",
      "steady",
      (share) => (100 + 200 * Math.min(share, 0.2)) * MiB,
    ],
    [
      "that grows for half of the time, then no more",
      "steady",
      (share) => (100 + 100 * Math.min(share, 0.5)) * MiB,
    ],
    ["that nears a limit", "steady", (share) => (100 + 100 * (1 - Math.exp(-8 * share))) * MiB],
    ["that grows by less than 5 %", "steady", (share) => (1000 + 50 * share) * MiB],
    ["that grows by less than 4 MiB", "steady", (share) => (10 + 4 * share) * MiB],
  ];

for (const [what, verdict, bytes] of courses) {
  test(`leakVerdict takes memory ${what} for ${verdict}`, () => {
    assertEquals(leakVerdict(halfAnHour(bytes)).verdict, verdict);
  });
}

test("leakVerdict tells how fast memory grows, and by how much after the warm-up", () => {
  const { trend } = leakVerdict(halfAnHour((share) => (100 + 40 * share) * MiB));
  assert(trend !== null);
  assertAlmostEquals(trend.bytesPerHour / MiB, 80, 1e-6);
  assertAlmostEquals(trend.lowBytesPerHour / MiB, 80, 1e-6);
  assertAlmostEquals(trend.highBytesPerHour / MiB, 80, 1e-6);
  // Of 80 % of the growth, 19 of 20 bins lie between the first low point and the last.
  assertAlmostEquals(trend.grownBytes / MiB, 40 * 0.8 * 0.95, 0.3);
  assertAlmostEquals(trend.meanBytes / MiB, 100 + 40 * 0.59, 0.5);
});

test("leakVerdict has an interval around the slope of noisy memory", () => {
  const { trend } = leakVerdict(halfAnHour((_, i) => (100 + 10 * noise(i)) * MiB));
  assert(trend !== null);
  assert(trend.lowBytesPerHour < 0 && trend.highBytesPerHour > 0);
});

test("leakVerdict takes samples in any order", () => {
  const samples = halfAnHour((share, i) => (100 + 40 * share + 10 * noise(i)) * MiB);
  assertEquals(leakVerdict(samples.toReversed()), leakVerdict(samples));
});

const short: [what: string, samples: MemorySample[]][] = [
  ["no sample", []],
  ["one sample", [{ atSecs: 1, bytes: MiB }]],
  ["samples of one moment only", new Array(100).fill({ atSecs: 1, bytes: MiB })],
  ["too few samples for six bins", halfAnHour((share) => (100 + 90 * share) * MiB).slice(0, 22)],
  [
    "samples with a gap that leaves five bins",
    halfAnHour((share) => (100 + 90 * share) * MiB)
      .filter((_, i) => i === 0 || i > 36 && i <= 68 || i === 180),
  ],
];

for (const [what, samples] of short) {
  test(`leakVerdict knows nothing from ${what}`, () => {
    assertEquals(leakVerdict(samples), { verdict: "unknown", trend: null });
  });
}

test("leakVerdict sees a leak in the fewest samples that make six bins", () => {
  const samples = halfAnHour((share) => (100 + 900 * share) * MiB).slice(0, 23);
  assertEquals(leakVerdict(samples).verdict, "leak");
});

test("leakVerdict takes limits of the caller", () => {
  const samples = halfAnHour((share) => (10 + 4 * share) * MiB);
  assertEquals(leakVerdict(samples, { grownBytes: MiB }).verdict, "leak");
});

test("leakVerdict refuses a sample that is no number", () => {
  assertThrows(
    () => leakVerdict([{ atSecs: 3, bytes: NaN }]),
    RangeError,
    "expected finite numbers, got NaN bytes at 3 s",
  );
});
