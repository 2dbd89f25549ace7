import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { reportBracket, reportRun, resultSet } from "../testing/result_set.ts";
import type { ResultSet } from "./result_set.ts";
import type { FlagKind } from "./validity_flag.ts";
import { validityFlags } from "./validity_flags.ts";

const rounds = [1, 2].map((round) => reportRun("deno", { round }));
const { environment, load } = resultSet([]);
const git = { commit: "0123456789abcdef", dirty: true };

const cases: [what: string, changes: Partial<ResultSet>, kinds: FlagKind[]][] = [
  ["that nothing is to be said against", {}, []],
  [
    "that somebody interrupted",
    { environment: { ...environment, outcome: "interrupted", isComplete: false } },
    ["interrupted"],
  ],
  [
    "in which a run broke off",
    { environment: { ...environment, isComplete: false } },
    ["incomplete"],
  ],
  [
    "without a valid run",
    { runs: [1, 2].map((round) => reportRun("deno", { round, outcome: "invalid" })) },
    ["no-valid-run", "invalid-runs"],
  ],
  [
    "whose gateway had no CPU of its own",
    { environment: { ...environment, isPinned: false } },
    ["not-pinned"],
  ],
  ["of the quick profile", { load: { ...load, profile: "quick" } }, ["quick-profile"]],
  ["of a single round", { runs: rounds.slice(0, 1) }, ["single-round"]],
  ["of a part of a CPU", { environment: { ...environment, cpuLimit: 0.25 } }, ["cpu-limited"]],
  [
    "with a model that nobody watched",
    { environment: { ...environment, inferenceUrl: "http://model" } },
    ["foreign-inference"],
  ],
  ["of code that nobody has committed", { environment: { ...environment, git } }, [
    "uncommitted-changes",
  ]],
  [
    "whose tools were the limit of a search",
    {
      program: "bracket",
      brackets: [reportBracket("deno", "400p 400p 800i 800i 800i", "generator-limited")],
    },
    ["tools-limited"],
  ],
  [
    "of the existing benchmark",
    { program: "existing", environment: { ...environment, machine: null } },
    ["unknown-tools", "unknown-machine"],
  ],
];

for (const [what, changes, kinds] of cases) {
  test(`validityFlags of results ${what}: ${kinds.join(", ") || "none"}`, () => {
    const set = resultSet(["deno"], { runs: rounds, ...changes });
    assertEquals(validityFlags(set).map(({ kind }) => kind), kinds);
  });
}

test("validityFlags count, and agree with what they count", () => {
  const runs = [...rounds, reportRun("deno", { round: 3, outcome: "invalid" })];
  assertEquals(
    validityFlags(resultSet(["deno"], { runs })).map(({ label, text }) => [label, text]),
    [
      [
        "1 of 3 runs invalid",
        "1 of 3 runs doesn't count: the tools or the machine were the limit.",
      ],
    ],
  );
});
