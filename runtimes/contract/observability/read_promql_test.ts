import { test } from "node:test";
import { assertEquals, assertThrows } from "@std/assert";
import { readPromql } from "./read_promql.ts";

const bucket = {
  metric: "x_bucket",
  matchers: [
    { label: "instance", operator: "=~", value: "a|b" },
    { label: "le", operator: "=", value: "0.35" },
  ],
} as const;

test("readPromql finds selectors with their matchers, and what they are grouped by", () => {
  const text =
    'histogram_quantile(0.95, sum by (le) (rate(x_bucket{instance=~"a|b", le="0.35"}[5m])))';
  assertEquals(readPromql(text), {
    selectors: [bucket],
    groupings: [{ labels: ["le"], selectors: [bucket] }],
    rates: [bucket],
  });
});

test("readPromql asks of both sides for what they are joined by", () => {
  const { groupings } = readPromql("a * on (instance) group_left (variant) b + sum by (x) (c)");
  assertEquals(
    groupings.map(({ labels, selectors }) => [labels, selectors.map(({ metric }) => metric)]),
    [[["instance"], ["a", "b"]], [["x"], ["c"]]],
  );
});

test("readPromql asks for no label that is left out", () => {
  assertEquals(readPromql("sum without (x) (a) / ignoring (y) b").groupings, []);
});

for (const text of ["sum(a[", "rate(a[5])) ", 'a{b="c"', "sum by instance (a)", "a{b=c}"]) {
  test(`readPromql does not accept ${text}`, () => {
    assertThrows(() => readPromql(text), SyntaxError, "expected PromQL, got");
  });
}
