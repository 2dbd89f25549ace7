import { test } from "node:test";
import { assertEquals } from "@std/assert";
import type { Calibration } from "./calibration.ts";
import { ceilingWarning } from "./ceiling_warning.ts";
import { calibration, ceiling } from "./testing/calibration.ts";

const known = calibration();
const open = calibration({ together: ceiling({ at_least: true }) });
const unknown = calibration({ together: ceiling({ sessions: null }) });

const table: [string, Calibration | undefined, number, string | undefined][] = [
  ["nobody has calibrated", undefined, 99_999, undefined],
  ["nothing could be measured", unknown, 99_999, undefined],
  ["the tools can serve it", known, 1600, undefined],
  [
    "the tools can't serve it",
    known,
    1601,
    "Asked for 1601 sessions: generator and simulator of this machine serve 1600 (calibrated " +
    "2026-11-21); expect INVALID. Lower --cpu-passes, or use more CPUs.",
  ],
  [
    "it is more than anybody knows of",
    open,
    2000,
    "Asked for 2000 sessions: generator and simulator of this machine are known to serve 1600 " +
    "(calibrated 2026-11-21), and nobody knows of more; a run may be INVALID.",
  ],
];

for (const [situation, calibration, sessions, expected] of table) {
  test(`ceilingWarning ${expected ? "warns" : "is silent"} when ${situation}`, () => {
    assertEquals(ceilingWarning(calibration, sessions), expected);
  });
}
