import { test } from "node:test";
import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import type { Manifest } from "@stt-bench/results";
import { storedManifest, summaryWith } from "@stt-bench/results/testing";
import { plainDisplay } from "../fixtures/plain_display.ts";
import type { StoredResults } from "../report/stored_results.ts";
import { compareResults } from "./compare_results.ts";
import { renderChanges } from "./render_changes.ts";

function stored(
  cpuUs: Readonly<Record<string, readonly number[]>>,
  change: Partial<Manifest> = {},
): StoredResults {
  const summaries = new Map(
    Object.entries(cpuUs).map(([target, values]) => [target, values.map(summaryWith)]),
  );
  const manifest = { ...storedManifest(...summaries.keys()), ...change };
  return { directory: "results/x", manifest, summaries };
}

const decisions: [readonly number[], readonly number[], string][] = [
  [[100, 101, 99], [80, 81, 79], "lower"],
  [[100, 101, 99], [120, 121, 119], "higher"],
  [[100, 120, 80], [90, 115, 85], "tie"],
  [[100, 101, 99], [103, 104, 102], "tie"],
  [[100], [50], "unknown"],
];

for (const [before, after, decision] of decisions) {
  test(`compareResults finds ${decision} from [${before}] to [${after}]`, () => {
    const { changes } = compareResults(stored({ bun: before }), stored({ bun: after }));
    const change = changes.find(({ metric }) => metric === "cpu_us_per_session_second");
    assertEquals(change?.ratio.decision, decision);
    assertEquals(change?.target, "bun");
  });
}

test("compareResults refuses results that no change could be read from", () => {
  const bun = stored({ bun: [100] });
  const load = { ...storedManifest("bun").load, sessions: 500 };
  const conditions = { ...storedManifest("bun").conditions, cpu_limit: 0.25 };
  const table: [StoredResults, string][] = [
    [stored({ bun: [100] }, { load }), "expected the same sessions in both, got 250 and 500"],
    [stored({ bun: [100] }, { conditions }), "the same cpu_limit in both, got null and 0.25"],
    [stored({ node: [100] }), "expected a target with valid rounds in both"],
  ];
  for (const [after, problem] of table) {
    assertThrows(() => compareResults(bun, after), Error, problem);
  }
});

test("compareResults tells what else has changed", () => {
  const before = stored({ bun: [1], deno: [1] });
  const machine = { ...before.manifest.machine, cores: 4 };
  const targets = before.manifest.targets
    .filter(({ target }) => target === "bun")
    .map((target) => ({ ...target, version: "1.4.6" }));
  const after = stored({ bun: [1] }, { machine, targets });
  assertEquals(compareResults(before, after).differences, [
    "cores: 2 → 4",
    "version of bun: 1.4.5 → 1.4.6",
    "deno was measured before only",
  ]);
});

test("compareResults says in words what one of the results doesn't know", () => {
  const git = { commit: "0123456789abcdef", dirty: true };
  const before = stored({ bun: [1] }, { git: null });
  assertEquals(compareResults(before, stored({ bun: [1] }, { git })).differences, [
    "commit: none → 0123456789ab and changes",
  ]);
});

test("renderChanges has a table for each target, and says what is noise", () => {
  const rounds = { bun: [100, 101, 99], node: [200, 190, 210] };
  const changes = compareResults(stored(rounds), stored({ ...rounds, bun: [50, 51, 49] }));
  const text = renderChanges(changes, plainDisplay);
  const [bun = "", node = ""] = text.split("\nnode\n");
  assertStringIncludes(bun, "0.50 (0.47–0.53)");
  assertStringIncludes(bun, "less");
  assertStringIncludes(node, "within the noise");
  assertStringIncludes(node, "what all targets have in common is likely the machine");
});
