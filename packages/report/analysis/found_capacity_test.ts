import { test } from "node:test";
import { assertEquals } from "@std/assert";
import type { Outcome } from "@stt-bench/results";
import { reportBracket, reportRun, resultSet } from "../testing/result_set.ts";
import { foundCapacities } from "./found_capacity.ts";

const OUTCOMES: Readonly<Record<string, Outcome>> = { p: "pass", f: "fail", i: "invalid" };

/** What is found of runs that nobody searched with: `"100p 200f"`. */
function found(history: string) {
  const rounds = new Map<number, number>();
  const runs = history.split(" ").map((word) => {
    const sessions = parseInt(word);
    rounds.set(sessions, (rounds.get(sessions) ?? 0) + 1);
    const outcome = OUTCOMES[word.at(-1)!]!;
    return reportRun("go", { sessions, round: rounds.get(sessions)!, outcome });
  });
  return foundCapacities(resultSet(["go"], { program: "existing", runs }))[0]!;
}

const cases: [history: string, outcome: string, text: string, isRepeated: boolean][] = [
  ["100p 200f", "bracketed", "100", false],
  ["100p 100p 200f 200f", "bracketed", "100", true],
  ["100p 150p 150f 200f 200f", "bracketed", "100", false],
  ["100p 200p 200p", "at-cap", "≥ 200", true],
  ["100f", "below-min", "0", false],
  ["200p 100f", "non-monotonic", "200", false],
  ["100i 200i", "invalid", "–", true],
];

for (const [history, outcome, text, isRepeated] of cases) {
  test(`foundCapacities of ${history} without a search is ${outcome}, ${text}`, () => {
    const capacity = found(history);
    assertEquals([capacity.outcome, capacity.text, capacity.isRepeated], [
      outcome,
      text,
      isRepeated,
    ]);
  });
}

test("foundCapacities take a level that passed and failed for neither edge", () => {
  const { confirmed, borderline, firstSolidFail } = found("100p 150p 150f 200f");
  assertEquals([confirmed, borderline, firstSolidFail], [100, [150], 200]);
});

test("foundCapacities are those of the search where there was one", () => {
  const brackets = [reportBracket("go", "100p 100p 110f 110f")];
  const set = resultSet(["go"], { program: "bracket", brackets });
  const { outcome, confirmed, isRepeated, runs } = foundCapacities(set)[0]!;
  assertEquals([outcome, confirmed, isRepeated, runs], ["bracketed", 100, true, 4]);
});

test("foundCapacities say nothing of a head-to-head, whose load nobody varied", () => {
  assertEquals(foundCapacities(resultSet(["go"], { runs: [reportRun("go")] })), []);
});
