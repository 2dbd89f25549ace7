import { test } from "node:test";
import type { PartialMessage } from "@stt-bench/protocol";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { partialOf } from "./testing/messages.ts";
import { testSource } from "./testing/run_load.ts";
import { verifyPartial } from "./verify_partial.ts";

const samples = testSource().samples(3, 51, 100);
const good: PartialMessage = JSON.parse(partialOf({ oldest: 51, newest: 100, samples }));

test("verifyPartial finds nothing in a right partial, nor in one whose rms lost its last digits", () => {
  assertEquals(verifyPartial(good, 3, testSource()), undefined);
  const rms = Number(good.rms.toPrecision(12));
  assertEquals(verifyPartial({ ...good, rms }, 3, testSource()), undefined);
});

const wrong: Partial<PartialMessage>[] = [
  { rms: good.rms * 1.000001 },
  { zero_crossings: good.zero_crossings + 1 },
  { checksum: good.checksum + 1 },
  { samples: good.samples + 1 },
  { transcript: "wrong" },
  { cpu_passes: 2 },
];

for (const change of wrong) {
  test(`verifyPartial notices a wrong ${Object.keys(change)}`, () => {
    const problem = verifyPartial({ ...good, ...change }, 3, testSource());
    assertStringIncludes(problem ?? "", "partial of frames 51–100: expected ");
  });
}

test("verifyPartial notices the audio of another session", () => {
  assertStringIncludes(verifyPartial(good, 4, testSource()) ?? "", "expected ");
});
