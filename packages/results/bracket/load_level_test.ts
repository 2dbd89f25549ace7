import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { historyOf, searchOptions } from "../testing/bracket_history.ts";
import { loadLevels } from "./load_level.ts";
import type { Standing } from "./load_level.ts";

const single: [history: string, standing: Standing | undefined][] = [
  ["100p", "passed"],
  ["100p 100p", "confirmed"],
  ["100f", "failed"],
  ["100f 100f", "solid-fail"],
  ["100p 100f", "borderline"],
  ["100f 100p", "borderline"],
  ["100p 100p 100f", "borderline"],
  ["100i", undefined],
  ["100i 100i", undefined],
  ["100i 100i 100i", "unmeasurable"],
  ["100i 100i 100p", "passed"],
  ["100i 100i 100p 100i 100i", "passed"],
  ["100i 100i 100p 100i 100i 100p", "confirmed"],
  ["100p 100i 100i 100i", "unmeasurable"],
  ["100f 100i 100i 100i", "unmeasurable"],
  ["100p 100f 100i 100i 100i", "borderline"],
];

for (const [history, standing] of single) {
  test(`A level with the runs ${history} is ${standing ?? "unknown"}`, () => {
    const levels = standing === undefined ? [] : [{ sessions: 100, standing }];
    assertEquals(loadLevels(historyOf(history), searchOptions()), levels);
  });
}

test("loadLevels sorts levels by their sessions", () => {
  const levels = loadLevels(historyOf("1000f 90p 200p 1000f 90p"), searchOptions());
  assertEquals(levels.map(({ sessions }) => sessions), [90, 200, 1000]);
});

test("loadLevels leaves out what lies beyond the limits of the search", () => {
  const options = searchOptions({ min: 50, max: 400 });
  const levels = loadLevels(historyOf("49p 50p 400f 401f"), options);
  assertEquals(levels.map(({ sessions }) => sessions), [50, 400]);
});

test("loadLevels asks for as many agreeing runs as the options say", () => {
  const standings = (history: string, confirmations: number) =>
    loadLevels(historyOf(history), searchOptions({ confirmations })).map((level) => level.standing);
  assertEquals(standings("100p 200f", 1), ["confirmed", "solid-fail"]);
  assertEquals(standings("100p 100p 200f 200f", 3), ["passed", "failed"]);
});

test("loadLevels gives up on a level after as many retries as the options say", () => {
  const levels = loadLevels(historyOf("100i"), searchOptions({ invalidRetries: 0 }));
  assertEquals(levels, [{ sessions: 100, standing: "unmeasurable" }]);
});
