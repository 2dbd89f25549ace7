import { test } from "node:test";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { plainDisplay } from "../fixtures/plain_display.ts";
import type { Ceiling } from "./calibration.ts";
import { describeCeiling, renderCalibration } from "./render_calibration.ts";
import { calibration, ceiling, figures } from "./testing/calibration.ts";

const table: [Partial<Ceiling>, string][] = [
  [
    {},
    "Load generator and simulator serve 1600 sessions on this machine, then the limit is send " +
    "lateness p99: above that no capacity may be claimed.",
  ],
  [
    { at_least: true, limited_by: "null gateway send wait p99" },
    "Load generator and simulator serve 1600 sessions on this machine, perhaps more (the search " +
    "ended at null gateway send wait p99): a capacity may be claimed up to that.",
  ],
  [
    { at_least: true, limited_by: null, first_bad: null },
    "Load generator and simulator serve 1600 sessions on this machine, perhaps more (nothing " +
    "above was tried): a capacity may be claimed up to that.",
  ],
  [
    { sessions: null, first_bad: figures(9, "machine") },
    "How many sessions load generator and simulator serve was not to be measured: others use " +
    "this machine; try again when it is quiet.",
  ],
];

for (const [changes, expected] of table) {
  test(`describeCeiling says: ${expected}`, () => {
    assertEquals(describeCeiling(ceiling(changes)), expected);
  });
}

test("renderCalibration tells ceilings, what limits them, headroom and costs", () => {
  const report = {
    calibration: calibration({ sessions: 500, simulator: ceiling({ at_least: true }) }),
    file: "results/x.json",
  };
  const lines = renderCalibration(report, plainDisplay).split("\n");
  const cells = (label: string) =>
    lines.find((line) => line.includes(label))!.split("│").slice(2, 5).map((cell) => cell.trim());
  assertEquals(cells("│ sessions"), ["1600", "≥ 1600", "1600"]);
  assertEquals(cells("next that did not hold"), ["1760", "1760", "1760"]);
  assertEquals(cells("headroom at 500"), ["× 3.2", "≥ × 3.2", "× 3.2"]);
  assertEquals(cells("a frame"), ["5.0 µs", "5.0 µs", "5.0 µs"]);
  assertEquals(cells("a request"), ["–", "–", "–"]);
  assert(lines.includes("  at 1760: send lateness p99 40 ms > 10 ms"));
  assertEquals(lines.at(-1), "File: results/x.json");
});

test("renderCalibration warns of a load in question above the ceiling", () => {
  const report = { calibration: calibration({ sessions: 2000 }), file: "x" };
  assertStringIncludes(renderCalibration(report, plainDisplay), "Asked for 2000 sessions:");
});
