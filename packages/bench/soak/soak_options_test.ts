import { test } from "node:test";
import { assertEquals, assertThrows } from "@std/assert";
import { UsageError } from "@stt-bench/program";
import { parseSoakOptions } from "./soak_options.ts";

test("parseSoakOptions takes 100 sessions that come and go for half an hour, with faults", () => {
  const { load, hasFaults, conditions, targets, json } = parseSoakOptions([]);
  assertEquals([load.sessions, load.measureSecs, load.sessionSecs], [100, 1800, 20]);
  assertEquals([hasFaults, conditions.seed, conditions.pinning, json], [true, 1, true, false]);
  assertEquals(targets.length, 6);
});

test("parseSoakOptions reads its flags", () => {
  const flags = "--variants node,bun-tuned --duration 2m --sessions 7 --seed 42 --no-faults --json";
  const { load, hasFaults, conditions, targets, json } = parseSoakOptions(flags.split(" "));
  assertEquals([load.sessions, load.measureSecs, conditions.seed], [7, 120, 42]);
  assertEquals([hasFaults, json], [false, true]);
  assertEquals(targets.map(({ label }) => label), ["node", "bun-tuned"]);
});

test("parseSoakOptions names every wrong flag", () => {
  const wrong = ["--duration", "1s", "--seed", "x", "--variants", "perl"];
  const error = assertThrows(() => parseSoakOptions(wrong), UsageError);
  assertEquals(error.message.split("\n").length, 3, error.message);
});
