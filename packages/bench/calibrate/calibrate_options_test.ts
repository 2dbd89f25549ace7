import { test } from "node:test";
import { assertEquals, assertThrows } from "@std/assert";
import { UsageError } from "@stt-bench/program";
import { parseCalibrateOptions } from "./calibrate_options.ts";

test("parseCalibrateOptions searches the ceilings alone by default, with short runs", () => {
  const { sessions, maxSessions, load, conditions, outDirectory, json } = parseCalibrateOptions([]);
  assertEquals([sessions, maxSessions, outDirectory, json], [undefined, 20_000, "results", false]);
  assertEquals([load.sessions, load.rampUpSecs, load.warmupSecs, load.measureSecs], [
    1000,
    1,
    1.5,
    3,
  ]);
  assertEquals([conditions.pinning, conditions.cpuLimit, conditions.cpuPasses], [
    true,
    undefined,
    undefined,
  ]);
});

test("parseCalibrateOptions begins with the load in question", () => {
  const { sessions, load } = parseCalibrateOptions(["--sessions", "250"]);
  assertEquals([sessions, load.sessions], [250, 250]);
});

test("parseCalibrateOptions reads the conditions as bench does", () => {
  const args = ["--no-pinning", "--cpu-limit", "0.25", "--cpu-passes", "2", "--gateway-cpus", "3"];
  const { conditions } = parseCalibrateOptions(args);
  assertEquals(
    [conditions.pinning, conditions.cpuLimit, conditions.cpuPasses, conditions.gatewayCpus],
    [false, 0.25, 2, 3],
  );
});

test("parseCalibrateOptions reports all wrong flags together", () => {
  const args = ["--sessions", "30", "--max-sessions", "20", "--cpu-passes", "x"];
  const { problems } = assertThrows(() => parseCalibrateOptions(args), UsageError);
  assertEquals(problems, [
    'Cannot parse --cpu-passes: expected an integer in 0–1000, got "x"',
    "Cannot calibrate: expected --sessions ≤ --max-sessions, got 30 and 20",
  ]);
});
