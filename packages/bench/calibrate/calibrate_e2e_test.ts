import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { assert, assertEquals, assertMatch } from "@std/assert";
import * as v from "valibot";
import { BenchProcess } from "../fixtures/bench_process.ts";
import { Calibration, stages } from "./calibration.ts";

const tiny = ["--ramp-up-secs", "0", "--warmup-secs", "1", "--measure-secs", "1"];

function calibrate(...args: string[]) {
  return new BenchProcess([...tiny, ...args], {}, "calibrate/main.ts");
}

const shapes: [string[], RegExp][] = [
  [
    ["--sessions", "3", "--max-sessions", "4"],
    /^calibration-(simulator-with-generator|not-pinned)/,
  ],
  [["--max-sessions", "3", "--cpu-limit", "0.25"], /^calibration-(simulator-with-gateway|not-p)/],
];

for (const [args, name] of shapes) {
  test(`calibrate ${args.join(" ")} keeps what it has found, and leaves nothing running`, async () => {
    await using run = calibrate("--json", "--cpu-passes", "1", ...args);
    const { exit, stdout, stderr } = await run.ended();
    assertEquals(run.descendants(), []);
    const printed = JSON.parse(stdout);
    const calibration = v.parse(Calibration, printed.calibration);
    for (const stage of stages) {
      const { sessions, runs } = calibration[stage];
      assert(runs.length > 0 && (sessions ?? 0) <= 4);
    }
    assertEquals(calibration.conditions.cpu_passes, 1);
    assertMatch(stderr, /load generator: 3 sessions \(about \d+ runs left, about \d+ (s|min)\)/);
    // On a machine that others use at the same time nothing may come out.
    const files = readdirSync(run.out);
    assertEquals(
      [exit.code, printed.file === undefined],
      files.length === 0 ? [3, true] : [0, false],
    );
    for (const file of files) {
      assertMatch(file, name);
      assertEquals(printed.file, join(run.out, file));
      assertEquals(JSON.parse(readFileSync(printed.file, "utf8")), calibration);
    }
  });
}

test("calibrate ends with Ctrl-C: 130, children gone, nothing written", async () => {
  await using run = calibrate("--max-sessions", "3");
  await run.measuring();
  assert(run.descendants().length >= 2);
  run.kill("SIGINT");
  const { exit, stdout } = await run.ended();
  assertEquals(run.descendants(), []);
  assertEquals([exit.code, stdout, readdirSync(run.out)], [130, "", []]);
});

test("calibrate with wrong flags prints a line for each, exits with 2, and starts nothing", async () => {
  await using run = calibrate("--sessions", "0", "--cpu-limit", "x");
  const { exit, stdout, stderr } = await run.ended();
  assertEquals([exit.code, stdout, stderr.split("\n").length], [2, "", 2]);
});
