import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { compareTargets } from "@stt-bench/results";
import { plainDisplay } from "../fixtures/plain_display.ts";
import { splitResults } from "../fixtures/split_results.ts";
import type { SplitRounds } from "../fixtures/split_results.ts";
import { renderSplit } from "./render_split.ts";
import { splitGains } from "./split.ts";

function lines(rounds: SplitRounds): string[] {
  const results = splitResults(rounds);
  const { targets } = compareTargets(results, "deno");
  return renderSplit(splitGains(results)[0]!, targets, plainDisplay).split("\n");
}

test("renderSplit sets sockets against clients, and tells what each saves", () => {
  const rounds = {
    neither: [1000, 1010, 990],
    client: [1000, 990, 1010],
    sockets: [400, 410, 390],
    both: [300, 310, 290],
  };
  assertEquals(lines(rounds), [
    "CPU per session-second of deno, by its sockets and its inference client:",
    "┌──────────────────────────┬────────────────────┬───────────────────────┐",
    "│                          │  own client: fetch │          tuned client │",
    "├──────────────────────────┼────────────────────┼───────────────────────┤",
    "│ native sockets           │ 1000 µs (990–1010) │    1000 µs (990–1010) │",
    "│   × deno (95 % interval) │                  1 │ tie: 1.00 (0.95–1.05) │",
    "├──────────────────────────┼────────────────────┼───────────────────────┤",
    "│ tuned sockets            │   400 µs (390–410) │      300 µs (290–310) │",
    "│   × deno (95 % interval) │   0.40 (0.39–0.42) │      0.30 (0.28–0.32) │",
    "└──────────────────────────┴────────────────────┴───────────────────────┘",
    "Saved by tuned sockets alone: 60 % (58 … 61); by the tuned client alone: 0 % (−5 … 5); " +
    "by both: 70 % (68 … 72)",
    "The parts help each other: both save more than their sum; (sockets + client) ÷ " +
    "(neither + both) is 1.08 (1.04–1.12), where 1 is a plain sum.",
  ]);
});

test("renderSplit of a single round has no intervals, and cannot tell whether the parts add up", () => {
  const text = lines({ neither: [1000], client: [800], sockets: [400], both: [200] });
  assertEquals(text.slice(-2), [
    "Saved by tuned sockets alone: 60 %; by the tuned client alone: 20 %; by both: 80 %",
    "A single round cannot tell whether the parts add up; (sockets + client) ÷ (neither + both) " +
    "is 1.00, where 1 is a plain sum.",
  ]);
});

test("renderSplit says what is missing", () => {
  const invalid = { outcome: "invalid" as const };
  const text = lines({ neither: [1000], client: [800], sockets: [400], both: [invalid] });
  assertEquals(text.slice(-2), [
    "Saved by tuned sockets alone: 60 %; by the tuned client alone: 20 %; by both: –",
    "Whether the parts add up is unknown: no round is valid of all.",
  ]);
});
