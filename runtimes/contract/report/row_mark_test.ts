import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { rowMark } from "./row_mark.ts";
import type { Outcome } from "./variant_results.ts";

const group = { variant: "deno", behaviour: "", reason: "" };
const groups = [
  { ...group, number: 1, cases: ["b"] },
  { ...group, number: 2, cases: ["a", "c"] },
  { ...group, number: 3, cases: ["a"], variant: "bun" },
  { ...group, number: 4, cases: ["d"] },
];

function mark(cases: Record<string, Outcome>, proof = ["a", "b"], tests: string[] = []): string {
  const ended = Object.entries(cases).map(([name, outcome]) => ({ name, outcome, elapsed_ms: 1 }));
  return rowMark({ proof, tests }, { variant: "deno", cases: ended }, groups);
}

for (
  const [expected, what, got] of [
    ["✓", "passed all", mark({ a: "pass", b: "pass", d: "fail" })],
    ["≠ 2", "has an exception", mark({ a: "exception", b: "pass" })],
    ["≠ 1, 2", "has exceptions", mark({ a: "exception", b: "exception" })],
    ["✗", "failed one", mark({ a: "exception", b: "fail" })],
    ["✗", "failed the only one that ran", mark({ b: "fail" })],
    ["skipped", "skipped one", mark({ a: "skip", b: "exception" })],
    ["–", "did not run one", mark({ a: "pass" })],
    ["–", "has none", mark({ a: "pass" }, [])],
    ["•", "has only tests of its own", mark({ a: "pass" }, [], ["x_test.ts"])],
    ["✓", "has tests besides", mark({ a: "pass" }, ["a"], ["x_test.ts"])],
  ] as const
) {
  test(`rowMark is "${expected}" for a variant that ${what}`, () => {
    assertEquals(got, expected);
  });
}
