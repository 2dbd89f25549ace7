import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { assertEquals, assertRejects } from "@std/assert";
import { goodRun } from "./testing/good_run.ts";
import { BALANCED, evaluateSlo, parseSloProfile, readSloProfile } from "./mod.ts";

test("parseSloProfile reads a profile whose limits evaluateSlo then uses", () => {
  const profile = parseSloProfile(
    JSON.stringify({ ...BALANCED, name: "mine", newest_p95_ms: 100 }),
  );
  const { verdict, reasons } = evaluateSlo(goodRun(), profile);
  assertEquals(verdict, "fail");
  assertEquals(reasons, [
    "newest p95 110 ms > 100 ms",
    "newest p95 from schedule 111 ms > 100 ms",
  ]);
});

const badProfiles: [string, string, RegExp][] = [
  ["text", "{", /expected JSON/],
  ["an unknown field", JSON.stringify({ ...BALANCED, p95: 1 }), /p95: expected never/],
  ["a missing field", JSON.stringify({ name: "x" }), /newest_p50_ms: expected/],
  ["a negative limit", JSON.stringify({ ...BALANCED, newest_p50_ms: -1 }), /newest_p50_ms/],
  [
    "a limit that is no number of JavaScript's",
    JSON.stringify(BALANCED).replace('"newest_p50_ms":200', '"newest_p50_ms":1e999'),
    /^Cannot read an SLO profile: newest_p50_ms: Invalid finite: Received Infinity$/,
  ],
  ["what is no object", "7", /^Cannot read an SLO profile: expected Object, got 7$/],
];

for (const [what, json, message] of badProfiles) {
  test(`parseSloProfile refuses ${what}`, () => {
    let text = "";
    try {
      parseSloProfile(json);
    } catch (error) {
      text = (error as Error).message;
    }
    assertEquals(message.test(text), true, text);
  });
}

test("readSloProfile knows balanced, and reads a file otherwise", async () => {
  assertEquals(await readSloProfile("balanced"), BALANCED);
  const folder = await mkdtemp(join(tmpdir(), "results-"));
  const path = join(folder, "slo.json");
  const mine = { ...BALANCED, name: "mine" };
  await writeFile(path, JSON.stringify(mine));
  assertEquals(await readSloProfile(path), mine);
  await rm(folder, { recursive: true });
});

test("readSloProfile says what it expected and what it got", async () => {
  const error = await assertRejects(() => readSloProfile("/nowhere/x.json"), Error);
  assertEquals(
    error.message.replace(/ENOENT.*/, "ENOENT"),
    'Cannot read the SLO profile "/nowhere/x.json": expected "balanced" or a JSON file, got ENOENT',
  );
});
