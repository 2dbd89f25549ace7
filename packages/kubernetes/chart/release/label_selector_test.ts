import { test } from "node:test";
import { assertEquals, assertThrows } from "@std/assert";
import { selects } from "./label_selector.ts";

const labels = { app: "a", tier: "x" };

const cases: [selector: Parameters<typeof selects>[0], isSelected: boolean][] = [
  [{}, true],
  [{ matchLabels: { app: "a" } }, true],
  [{ matchLabels: { app: "a", tier: "y" } }, false],
  [{ matchLabels: { other: "a" } }, false],
  [{ matchExpressions: [{ key: "app", operator: "In", values: ["b", "a"] }] }, true],
  [{ matchExpressions: [{ key: "other", operator: "In", values: ["a"] }] }, false],
  [{ matchExpressions: [{ key: "app", operator: "NotIn", values: ["a"] }] }, false],
  [{ matchExpressions: [{ key: "other", operator: "NotIn", values: ["a"] }] }, true],
  [{ matchExpressions: [{ key: "app", operator: "Exists" }] }, true],
  [{ matchExpressions: [{ key: "other", operator: "Exists" }] }, false],
  [{ matchExpressions: [{ key: "app", operator: "DoesNotExist" }] }, false],
  [{ matchLabels: { app: "a" }, matchExpressions: [{ key: "tier", operator: "Exists" }] }, true],
  [{ matchLabels: { app: "b" }, matchExpressions: [{ key: "tier", operator: "Exists" }] }, false],
];

for (const [selector, isSelected] of cases) {
  test(`${JSON.stringify(selector)} selects ${isSelected ? "" : "no "}app=a, tier=x`, () => {
    assertEquals(selects(selector, labels), isSelected);
  });
}

test("selects refuses an operator that there is none of", () => {
  const matchExpressions = [{ key: "app", operator: "Gt", values: ["1"] }];
  assertThrows(() => selects({ matchExpressions }, labels), Error, "got Gt");
});
