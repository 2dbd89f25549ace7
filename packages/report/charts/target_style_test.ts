import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { reportTarget } from "../testing/result_set.ts";
import { targetStyle } from "./target_style.ts";

const labels = [
  "deno",
  "bun-tuned",
  "node-reactor",
  "node-reactor-2w",
  "node+tuned-client",
  "bun-tuned+http2",
  "mine",
  "yours",
];
const targets = labels.map(reportTarget);

for (
  const [label, hue, pattern] of [
    ["deno", "deno", "plain"],
    ["bun-tuned", "bun", "hatched"],
    ["node-reactor", "node", "checked"],
    ["node-reactor-2w", "node", "checked"],
    ["node+tuned-client", "node", "dotted"],
    ["bun-tuned+http2", "bun", "dotted"],
    ["mine", "other1", "plain"],
    ["yours", "other2", "plain"],
  ] as const
) {
  test(`targetStyle of ${label} is ${hue}, ${pattern}`, () => {
    assertEquals(targetStyle(label, targets), { hue, pattern });
  });
}

test("targetStyle tells a dozen gateways of others apart", () => {
  const others = Array.from({ length: 12 }, (_, i) => `gateway${i}`);
  const styles = others.map((label) => targetStyle(label, others.map(reportTarget)));
  assertEquals(new Set(styles.map((style) => JSON.stringify(style))).size, 12);
});

test("targetStyle is the same whatever other gateways there are", () => {
  assertEquals(targetStyle("deno", [reportTarget("deno")]), targetStyle("deno", targets));
});
