import { test } from "node:test";
import { assertEquals } from "@std/assert";
import type { BracketOutcome } from "@stt-bench/results";
import type { ReportBracket } from "../../model/report_bracket.ts";
import { reportBracket, resultSet } from "../../testing/result_set.ts";
import { capacitySentences, mostSessionsSentences } from "./capacity_sentences.ts";

function searched(...brackets: readonly ReportBracket[]) {
  return resultSet(brackets.map(({ target }) => target), {
    program: "bracket",
    capacityLabel: "sessions at 0.25 vCPU",
    brackets,
  });
}

const outcomes: [outcome: BracketOutcome, history: string, sentence: string][] = [
  [
    "bracketed",
    "400p 400p 420f 420p 440f 440f",
    "node holds 400 sessions at 0.25 vCPU; at 440 it fails by newest p95, late and without errors; " +
    "with 420 it passed and failed.",
  ],
  [
    "generator-limited",
    "400p 400p 800i 800i 800i",
    "node holds at least 400 sessions at 0.25 vCPU: above that the tools were the limit, and nobody " +
    "knows how many more.",
  ],
  [
    "at-cap",
    "400p 400p",
    "node holds at least 400 sessions at 0.25 vCPU, the most that was tried.",
  ],
  [
    "below-min",
    "1f 1f",
    "node holds not even the fewest sessions that were tried; at 1 it fails by newest p95, late and " +
    "without errors.",
  ],
  [
    "non-monotonic",
    "400p 400p 300f 300f",
    "node has no one capacity: 400 sessions at 0.25 vCPU passed, but 300 failed, which is less.",
  ],
  [
    "unfinished",
    "400p 400p",
    "node holds at least 400 sessions at 0.25 vCPU: the search was broken off.",
  ],
  ["unfinished", "400p", "The search of node was broken off before anything was confirmed."],
  ["invalid", "100i 100i 100i", "Nothing can be said of what node holds: its runs are invalid."],
];

for (const [outcome, history, sentence] of outcomes) {
  test(`capacitySentences of a search that ended ${outcome} with ${history}`, () => {
    assertEquals(capacitySentences(searched(reportBracket("node", history, outcome))), [sentence]);
  });
}

const rankings: [what: string, brackets: ReportBracket[], sentences: string[]][] = [
  [
    "passes where the others fail",
    [
      reportBracket("deno", "500p 500p 560f 560f"),
      reportBracket("node", "660p 660p 700f 700f"),
    ],
    ["node holds the most: 660 sessions at 0.25 vCPU; deno 500."],
  ],
  [
    "holds more for all that the tools could do",
    [
      reportBracket("bun", "1100p 1100p 1200i 1200i 1200i", "generator-limited"),
      reportBracket("node", "660p 660p 700f 700f"),
    ],
    ["bun holds the most: ≥ 1100 sessions at 0.25 vCPU; node 660."],
  ],
  [
    "can't be told from one whose capacity is open upwards",
    [
      reportBracket("bun", "600p 600p 700i 700i 700i", "generator-limited"),
      reportBracket("node", "660p 660p 700f 700f"),
    ],
    ["node and bun hold the most, and can't be told apart: 660 and ≥ 600 sessions at 0.25 vCPU."],
  ],
  [
    "can't be told from one whose first fail lies above",
    [
      reportBracket("deno", "640p 640p 700f 700f"),
      reportBracket("node", "660p 660p 700f 700f"),
    ],
    ["node and deno hold the most, and can't be told apart: 660 and 640 sessions at 0.25 vCPU."],
  ],
  ["is alone", [reportBracket("node", "660p 660p 700f 700f")], []],
  [
    "is the only one of which something is known",
    [
      reportBracket("node", "660p 660p 700f 700f"),
      reportBracket("deno", "100i 100i 100i", "invalid"),
    ],
    [],
  ],
];

for (const [what, brackets, sentences] of rankings) {
  test(`mostSessionsSentences of one that ${what}`, () => {
    assertEquals(mostSessionsSentences(searched(...brackets)), sentences);
  });
}

test("mostSessionsSentences compare gateways with as many workers", () => {
  const set = searched(
    reportBracket("node", "400p 400p 420f 420f"),
    reportBracket("bun", "500p 500p 520f 520f"),
    reportBracket("node-2w", "700p 700p 740f 740f"),
    reportBracket("bun-2w", "900p 900p 940f 940f"),
  );
  assertEquals(mostSessionsSentences(set), [
    "With 1 worker bun holds the most: 500 sessions at 0.25 vCPU; node 400.",
    "With 2 workers bun-2w holds the most: 900 sessions at 0.25 vCPU; node-2w 700.",
  ]);
});
