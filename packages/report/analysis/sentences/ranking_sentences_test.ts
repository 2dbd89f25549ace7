import { test } from "node:test";
import { assertEquals } from "@std/assert";
import type { ReportRun } from "../../model/report_run.ts";
import { reportRun, resultSet, runsWithCpu } from "../../testing/result_set.ts";
import { CPU, leadSentences, MEMORY, rankingSentences } from "./ranking_sentences.ts";

function cpuSentences(...runs: readonly ReportRun[][]): readonly string[] {
  const labels = ["deno", "node", "bun"].slice(0, runs.length);
  return rankingSentences(resultSet(labels, { runs: runs.flat() }), 100, CPU);
}

const cases: [what: string, runs: ReportRun[][], sentences: string[]][] = [
  [
    "one needs less than each other",
    [runsWithCpu("deno", 600, 660, 630), runsWithCpu("node", 480, 510, 490)],
    [
      "With 100 sessions node needs the least CPU: 490 µs per session-second.",
      "What node needs is 0.78 (0.75–0.82) × deno.",
    ],
  ],
  [
    "two are tied",
    [
      runsWithCpu("deno", 600, 660, 630),
      runsWithCpu("node", 396, 405, 402),
      runsWithCpu("bun", 390, 400, 410),
    ],
    [
      "With 100 sessions bun and node need the least CPU: 400 µs and 402 µs per session-second; " +
      "between them the rounds show no difference.",
      "What bun needs is 0.64 (0.57–0.70) × deno.",
    ],
  ],
  [
    "all are tied",
    [runsWithCpu("deno", 400, 410, 405), runsWithCpu("node", 405, 400, 410)],
    [
      "With 100 sessions deno and node need the least CPU: 405 µs and 405 µs per session-second; " +
      "between them the rounds show no difference.",
    ],
  ],
  [
    "there is a single round",
    [runsWithCpu("deno", 600), runsWithCpu("node", 300)],
    [
      "With 100 sessions node needs the least CPU, as far as these rounds tell: 300 µs per " +
      "session-second.",
      "How node stands to deno (0.50) is not known: it takes two rounds that are valid of both.",
    ],
  ],
  [
    "no round is valid of both",
    [
      [
        reportRun("deno", { round: 1, outcome: "invalid" }),
        ...runsWithCpu("deno", 1, 500).slice(1),
      ],
      runsWithCpu("node", 300),
    ],
    [
      "With 100 sessions node needs the least CPU, as far as these rounds tell: 300 µs per " +
      "session-second.",
      "How node stands to deno (no round is valid of both) is not known: it takes two rounds that " +
      "are valid of both.",
    ],
  ],
  [
    "the median and the ratio disagree",
    [
      [...runsWithCpu("deno", 500, 505, 510), reportRun("deno", { round: 4, outcome: "invalid" })],
      runsWithCpu("node", 550, 560, 565, 300, 305, 310, 320),
    ],
    [
      "With 100 sessions node needs the least CPU, as far as these rounds tell: 320 µs per " +
      "session-second.",
      "What node needs is 1.11 (1.09–1.12) × deno.",
    ],
  ],
  [
    "there is one gateway",
    [runsWithCpu("deno", 600, 660, 630)],
    ["With 100 sessions deno needs 630 µs of CPU per session-second."],
  ],
  ["no run is valid", [[reportRun("deno", { outcome: "invalid" })]], []],
];

for (const [what, runs, sentences] of cases) {
  test(`rankingSentences, where ${what}`, () => assertEquals(cpuSentences(...runs), sentences));
}

test("leadSentences set the least against the next and against the most", () => {
  const labels = ["deno", "node", "bun", "bun-tuned"];
  const runs = [600, 500, 300, 100].flatMap((us, i) => runsWithCpu(labels[i]!, us, us, us));
  assertEquals(leadSentences(resultSet(labels, { runs }), 100, CPU), [
    "With 100 sessions bun-tuned needs the least CPU: 100 µs per session-second.",
    "What bun-tuned needs is 0.33 (0.33–0.33) × bun, the next, and 0.17 (0.17–0.17) × deno, which " +
    "needs the most.",
  ]);
});

test("rankingSentences rank gateways with as many workers among themselves", () => {
  const labels = ["deno", "deno-2w", "bun", "bun-2w"];
  const runs = [600, 660, 300, 310].flatMap((us, i) => runsWithCpu(labels[i]!, us, us, us));
  assertEquals(rankingSentences(resultSet(labels, { runs }), 100, CPU), [
    "With 100 sessions and 1 worker bun needs the least CPU: 300 µs per session-second.",
    "What bun needs is 0.50 (0.50–0.50) × deno.",
    "With 100 sessions and 2 workers bun-2w needs the least CPU: 310 µs per session-second.",
    "What bun-2w needs is 0.47 (0.47–0.47) × deno-2w.",
  ]);
});

test("rankingSentences names no winner of runs that were not made in turns", () => {
  const runs = [...runsWithCpu("deno", 600, 610), ...runsWithCpu("node", 300, 310)];
  assertEquals(
    rankingSentences(resultSet(["deno", "node"], { program: "loadgen", runs }), 100, MEMORY),
    [
      "With 100 sessions deno needed the least memory, 100 kB of memory per session; the runs were " +
      "not made in turns, so what the machine did is in it.",
    ],
  );
});

test("rankingSentences looks at the load that is asked for alone", () => {
  const others = runsWithCpu("node", 100, 100).map((run) => ({ ...run, sessions: 200 }));
  const runs = [...runsWithCpu("deno", 600, 610), ...others];
  assertEquals(rankingSentences(resultSet(["deno", "node"], { runs }), 100, CPU), [
    "With 100 sessions deno needs 605 µs of CPU per session-second.",
  ]);
});
