import { test } from "node:test";
import { assertEquals, assertThrows } from "@std/assert";
import { UsageError } from "@stt-bench/program";
import { variants } from "../programs/variants.ts";
import { parseBracketOptions } from "./bracket_options.ts";
import type { BracketOptions } from "./bracket_options.ts";

function options(...args: string[]): BracketOptions {
  const request = parseBracketOptions(args);
  if (request.kind !== "new") throw new Error("expected a new search");
  return request.options;
}

test("parseBracketOptions searches all variants under the quick profile by default", () => {
  const { targets, profile, load, search, name, samples } = options();
  assertEquals(targets.map(({ label }) => label), variants.map(({ name }) => name));
  assertEquals([profile, load.measureSecs, load.warmupSecs], ["quick", 10, 6]);
  assertEquals([search.start, search.min, search.max, search.step], [100, 1, undefined, 0.05]);
  assertEquals([name, samples], ["bracket", false]);
});

test("parseBracketOptions takes the published timings from the reference profile", () => {
  const { load } = options("--profile", "reference");
  assertEquals([load.warmupSecs, load.measureSecs, load.rampUpSecs], [10, 45, 30]);
});

test("parseBracketOptions reads where to search, and anybody's gateway", () => {
  const { search } = options("--start", "400", "--min", "50", "--max", "900", "--step", "0.1");
  assertEquals([search.start, search.min, search.max, search.step], [400, 50, 900, 0.1]);
  const { targets, name } = options("--url", "ws://127.0.0.1:1/ws/stt", "--name", "x");
  assertEquals([targets[0]!.kind, name], ["foreign", "x"]);
});

test("parseBracketOptions goes on with a search by its folder alone", () => {
  assertEquals(parseBracketOptions(["--resume", "results/x", "--json"]), {
    kind: "resume",
    directory: "results/x",
    json: true,
    watch: { quiet: false, livePort: undefined },
    report: true,
  });
  assertEquals(parseBracketOptions(["--resume", "x", "--no-report"]).report, false);
  assertThrows(() => parseBracketOptions(["--resume", "x", "--max", "5"]), UsageError, "--max");
});

test("parseBracketOptions has no profile full, and takes no number of sessions", () => {
  assertThrows(() => parseBracketOptions(["--profile", "full"]), UsageError);
  assertThrows(() => parseBracketOptions(["--sessions", "5"]), UsageError);
});
