import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { publishedResults } from "../model/published_results.ts";
import type { ResultSet } from "../model/result_set.ts";
import { reportBracket, reportRun, resultSet, runsWithCpu } from "../testing/result_set.ts";
import { headlineOf } from "./headline.ts";
import { interpret } from "./interpretation.ts";

const reportOf = (...sets: readonly ResultSet[]) => ({ sets, published: publishedResults });

test("headlineOf tells who won, by how much, and at what latency", () => {
  const runs = [...runsWithCpu("deno", 600, 610, 620), ...runsWithCpu("bun", 300, 310, 305)];
  assertEquals(headlineOf(reportOf(resultSet(["deno", "bun"], { runs }))), [
    "With 100 sessions bun needs the least CPU: 305 µs per session-second.",
    "What bun needs is 0.50 (0.48–0.52) × deno.",
    "deno and bun hold the service level “balanced” with 100 sessions.",
    "Newest frame to partial takes 104 ms (p50) and 134 ms (p95).",
  ]);
});

test("headlineOf tells of whom nothing is known, lest it be taken for the loser", () => {
  const text = "Nothing is known of bun: no run of it is valid.";
  const flag = { kind: "no-valid-run", level: "warning", label: "no valid run", text } as const;
  const runs = [...runsWithCpu("deno", 600, 610), reportRun("bun", { outcome: "invalid" })];
  const headline = headlineOf(reportOf(resultSet(["deno", "bun"], { runs, flags: [flag] })));
  assertEquals([headline[0], headline.at(-1)], [
    "With 100 sessions deno needs 605 µs of CPU per session-second.",
    text,
  ]);
});

test("headlineOf tells where gateways broke", () => {
  const brackets = [
    reportBracket("deno", "500p 500p 560f 560f"),
    reportBracket("bun", "900p 900p 1000f 1000f"),
  ];
  const runs = [reportRun("deno")];
  const set = resultSet(["deno", "bun"], { program: "bracket", brackets, runs });
  assertEquals(headlineOf(reportOf(set)), [
    "bun holds the most: 900 sessions on 1 CPU; deno 500.",
    "bun holds 900 sessions on 1 CPU; at 1000 it fails by newest p95, late and without errors.",
    "deno holds 500 sessions on 1 CPU; at 560 it fails by newest p95, late and without errors.",
  ]);
});

test("headlineOf claims nothing where no run is valid", () => {
  const invalid = (target: string) => reportRun(target, { outcome: "invalid" });
  const headline = (...runs: Parameters<typeof invalid>) =>
    headlineOf(reportOf(resultSet(["deno"], { runs: runs.map(invalid) })));
  assertEquals(headline("deno"), [
    "The only run is not valid: nothing can be said of the gateway.",
  ]);
  const two = resultSet(["deno", "bun"], { runs: [invalid("deno"), invalid("bun")] });
  assertEquals(headlineOf(reportOf(two)), [
    "None of 2 runs is valid: nothing can be said of the gateways.",
  ]);
  assertEquals(headlineOf(reportOf(resultSet(["deno"]))), ["Nothing was measured."]);
});

test("interpret warns of comparing what was not measured in turns", () => {
  const runs = runsWithCpu("deno", 600, 610);
  const sections = interpret(
    reportOf(resultSet(["deno"], { runs }), resultSet(["deno"], { id: "other", runs })),
  );
  assertEquals(sections.map(({ title }) => title), [
    "What may be compared",
    "What a session costs (2026-11-21T12-00-00Z-bench)",
    "Latency (2026-11-21T12-00-00Z-bench)",
    "The tools (2026-11-21T12-00-00Z-bench)",
    "What a session costs (other)",
    "Latency (other)",
    "The tools (other)",
  ]);
});

test("interpret leaves costs and latencies of a search's many loads to the table", () => {
  const runs = [100, 200, 400].map((sessions) => reportRun("deno", { sessions }));
  const brackets = [reportBracket("deno", "400p 400p 500f 500f")];
  const set = resultSet(["deno"], { program: "bracket", brackets, runs });
  assertEquals(interpret(reportOf(set)).map(({ title }) => title), [
    "How many sessions",
    "The tools",
  ]);
});
