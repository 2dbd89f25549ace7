import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { reportBracket, resultSet, runsWithCpu } from "../../testing/result_set.ts";
import { scalingSentences } from "./scaling_sentences.ts";

const one = reportBracket("node", "400p 400p 420f 420f");
const { environment } = resultSet([]);
const fourCores = { ...environment, machine: { ...environment.machine!, cores: 4 } };

test("scalingSentences divide what several workers hold by what one holds", () => {
  const brackets = [one, reportBracket("node-2w", "740p 740p 780f 780f")];
  const set = resultSet(["node", "node-2w"], { environment: fourCores, brackets });
  assertEquals(scalingSentences(set), [
    "With 2 workers node holds 1.85 × the sessions of one (400 → 740).",
  ]);
});

test("scalingSentences know where it may be more", () => {
  const brackets = [one, reportBracket("node-2w", "740p 740p 780i 780i 780i", "generator-limited")];
  const set = resultSet(["node", "node-2w"], { environment: fourCores, brackets });
  assertEquals(scalingSentences(set), [
    "With 2 workers node holds at least 1.85 × the sessions of one (400 → ≥ 740).",
  ]);
});

test("scalingSentences say why nothing was measured", () => {
  assertEquals(scalingSentences(resultSet(["node", "node-2w"])), [
    "How node scales from 1 to 2 workers was not measured: needs 4 cores.",
  ]);
  assertEquals(scalingSentences(resultSet(["node", "bun"])), []);
});

test("scalingSentences tell what the same sessions cost with several workers", () => {
  const labels = ["deno", "deno-2w", "bun", "bun-2w"];
  const runs = [600, 660, 300, 300].flatMap((us, i) => runsWithCpu(labels[i]!, us, us));
  assertEquals(scalingSentences(resultSet(labels, { environment: fourCores, runs })), [
    "CPU per session with 2 workers ÷ that with one: deno 1.10 (1.10–1.10) and bun 1.00 (1.00–1.00).",
    "How deno and bun scale from 1 to 2 workers was not measured: it takes a capacity search.",
  ]);
});

test("scalingSentences say once what holds for several gateways", () => {
  const labels = ["deno", "deno-2w", "node", "node-2w", "bun", "bun-2w", "bun-3w"];
  assertEquals(scalingSentences(resultSet(labels)), [
    "How deno, node and bun scale from 1 to 2 workers was not measured: needs 4 cores.",
    "How bun scales from 1 to 3 workers was not measured: needs 5 cores.",
  ]);
});
