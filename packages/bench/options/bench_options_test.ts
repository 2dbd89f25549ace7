import { test } from "node:test";
import { assertEquals, assertThrows } from "@std/assert";
import { UsageError } from "@stt-bench/program";
import { parseBenchOptions } from "./bench_options.ts";

const names = (...args: string[]) => parseBenchOptions(args).variants.map(({ name }) => name);

test("parseBenchOptions compares all variants under the quick profile by default", () => {
  const { variants, load, profile, name, conformance, samples, pinning, json, keepGoing } =
    parseBenchOptions([]);
  assertEquals(variants.map(({ runtime }) => runtime), ["deno", "node", "bun"]);
  assertEquals(load, {
    sessions: 100,
    rampUpSecs: 2,
    sessionStartSpreadMs: 0,
    warmupSecs: 3,
    measureSecs: 10,
  });
  assertEquals([profile, name], ["quick", "bench"]);
  assertEquals([conformance, samples, pinning, json, keepGoing], [true, true, true, false, false]);
});

test("parseBenchOptions takes a profile's load, and single flags over it", () => {
  const { load } = parseBenchOptions(["--profile", "reference", "--sessions", "7"]);
  assertEquals([load.sessions, load.measureSecs, load.sessionStartSpreadMs], [7, 45, 1000]);
});

test("parseBenchOptions chooses variants by name and by runtime", () => {
  assertEquals(names("--variants", "bun,deno"), ["bun", "deno"]);
  assertEquals(names("--variants", "bun, bun"), ["bun"]);
  assertEquals(names("--runtime", "node"), ["node"]);
  assertEquals(parseBenchOptions(["--runtime", "node"]).name, "bench-node");
});

test("parseBenchOptions turns things off", () => {
  const { conformance, samples, pinning } = parseBenchOptions([
    "--no-conformance",
    "--no-samples",
    "--no-pinning",
  ]);
  assertEquals([conformance, samples, pinning], [false, false, false]);
});

test("parseBenchOptions reports all wrong flags, one line each", () => {
  const args = ["--sessions", "x", "--measure-secs", "0", "--variants", "deno,perl", "--out", ""];
  const error = assertThrows(() => parseBenchOptions(args), UsageError);
  assertEquals(error.problems, [
    'Cannot parse --sessions: expected an integer in 1–100000, got "x"',
    'Cannot parse --measure-secs: expected a number in 1–86400, got "0"',
    'Cannot parse --variants: expected some of deno, node, bun, got "perl"',
    'Cannot parse --out: expected a text that is not empty, got ""',
  ]);
});

test("parseBenchOptions refuses what it doesn't know", () => {
  for (
    const args of [["--nope"], ["more"], ["--profile", "x"], ["--name", "../x"], ["--seed", "1.5"]]
  ) {
    assertThrows(() => parseBenchOptions(args), UsageError);
  }
  assertThrows(
    () => parseBenchOptions(["--runtime", "deno", "--variants", "bun"]),
    UsageError,
    'expected some of deno, got "bun"',
  );
});
