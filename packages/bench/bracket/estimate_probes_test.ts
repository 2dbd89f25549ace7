import { test } from "node:test";
import { assert, assertEquals } from "@std/assert";
import { historyOf, searchOptions } from "@stt-bench/results/testing";
import { estimateProbes } from "./estimate_probes.ts";
import { play } from "./testing/play.ts";

const histories: [history: string, atLeast: number, likely: number][] = [
  // Both edges are found, and each is to be repeated.
  ["800p 830f", 2, 2],
  ["800p 830f 800p", 1, 1],
  ["800p 830f 800p 830i", 1, 1],
  ["800p 830f 800p 830f", 0, 0],
  ["100i 100i 100i", 0, 0],
  // One more halving, then both edges.
  ["800p 860f", 3, 3],
  // The fail must be repeated, and then there is nothing below.
  ["1f", 1, 1],
  // At the cap already.
  ["10000p", 1, 1],
];

for (const [history, atLeast, likely] of histories) {
  test(`A search with the runs ${history} takes ${likely} more`, () => {
    assertEquals(estimateProbes(historyOf(history), searchOptions()), { atLeast, likely });
  });
}

test("A search never takes less than the least estimate, if runs don't contradict each other", () => {
  const options = searchOptions({ max: 2000 });
  for (let limit = 1; limit <= 2000; limit += 61) {
    const { history } = play((sessions) => sessions <= limit ? "pass" : "fail", options);
    for (let done = 0; done <= history.length; done += 3) {
      const { atLeast, likely } = estimateProbes(history.slice(0, done), options);
      assert(atLeast <= history.length - done, `limit ${limit}, after ${done}`);
      assert(atLeast <= likely);
    }
  }
});

test("An estimate ends with the runs that are allowed", () => {
  assertEquals(estimateProbes([], searchOptions({ maxProbes: 3 })), { atLeast: 3, likely: 3 });
});
