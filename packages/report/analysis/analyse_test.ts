import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { publishedResults } from "../model/published_results.ts";
import type { ResultSet } from "../model/result_set.ts";
import { reportBracket, reportRun, resultSet, runsWithCpu } from "../testing/result_set.ts";
import { analyse } from "./analyse.ts";

const analysisOf = (...sets: readonly ResultSet[]) =>
  analyse({ sets, published: publishedResults });

const runs = [...runsWithCpu("deno", 600, 610, 605), ...runsWithCpu("bun", 300, 305, 310)];
const bench = resultSet(["deno", "bun"], { runs });
const bracket = resultSet(["deno"], {
  id: "2026-11-21T15-00-00Z-bracket",
  program: "bracket",
  brackets: [reportBracket("deno", "400p 400p 420f 420f")],
  runs: [reportRun("deno", { sessions: 400 })],
});

const titles: [sets: ResultSet[], title: string][] = [
  [[bench], "2 gateways, 100 sessions"],
  [[bracket], "How many sessions deno holds"],
  [[bench, bracket], "2 gateways, 100 sessions; how many sessions deno holds"],
  [[resultSet(["deno"])], "deno"],
  [
    [resultSet(["deno", "deno-2w", "bun", "bun-2w"])],
    "2 gateways with 1 and 2 workers",
  ],
  [
    [resultSet(["deno", "deno-2w"], { program: "bracket" })],
    "How many sessions deno with 1 and 2 workers holds",
  ],
];

for (const [sets, title] of titles) {
  test(`analyse calls a report "${title}"`, () => assertEquals(analysisOf(...sets).title, title));
}

test("analyse has every table, also those that the data has nothing for", () => {
  const { tables } = analysisOf(bench);
  assertEquals(tables.map(({ name, rows }) => [name, rows.length]), [
    ["summary", 2],
    ["comparisons", 6],
    ["capacity", 0],
    ["slo_capacity", 0],
    ["scaling", 0],
    ["split", 0],
    ["soak", 0],
    ["published", 9],
  ]);
});

test("analyse explains the ratios of a summary, also where other sets have none", () => {
  const existing = resultSet(["go"], {
    id: "existing",
    program: "existing",
    runs: [reportRun("go")],
  });
  const isExplained = (...sets: ResultSet[]) =>
    analysisOf(...sets).tables[0]!.notes.some((note) => note.startsWith("× first"));
  assertEquals([isExplained(bench), isExplained(bench, existing), isExplained(existing)], [
    true,
    true,
    false,
  ]);
});

test("analyse shows which set a row is from where there are several, and tells programs always", () => {
  const columnOf = (...sets: ResultSet[]) => {
    const { columns, rows } = analysisOf(...sets).tables[0]!;
    return [columns[0]!.name, columns[0]!.isDetail ?? false, rows.map(([set]) => set!.value)];
  };
  const { id } = bench;
  assertEquals(columnOf(bench), ["set", true, [id, id]]);
  assertEquals(columnOf(bench, { ...bench, id: "later" }), [
    "set",
    false,
    [id, id, "later", "later"],
  ]);
});

test("analyse gives programs the numbers behind what people read", () => {
  const { columns, rows } = analysisOf(bench).tables[0]!;
  const [, bun] = rows;
  const named = Object.fromEntries(columns.map(({ name }, i) => [name, bun![i]!]));
  assertEquals(named["cpu_us_per_session_second"], { value: 305, text: "305 µs (300–310)" });
  assertEquals(
    ["min", "max", "low", "high"].map((end) => named[`cpu_us_per_session_second_${end}`]!.value),
    [300, 310, 300, 310],
  );
  assertEquals(named["cpu_ratio"]!.text, "0.50 (0.49–0.52)");
  assertEquals(named["outcome"], { value: "pass", text: "PASS", tone: "good" });
});
