import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { describeScaling } from "./scaling.ts";
import type { ScaledCapacity } from "./scaling.ts";

const one = { target: "node", variant: "node", workers: 1 };
const two = { target: "node-2w", variant: "node", workers: 2 };
const what = "scaling of node from 1 to 2 workers: ";

const capacity = (target: string, confirmed: number | null, isAtLeast = false) => ({
  target,
  result: { confirmed },
  isAtLeast,
});

test("describeScaling divides what two workers hold by what one holds", () => {
  const capacities = [capacity("node", 400), capacity("node-2w", 740)];
  assertEquals(describeScaling([one, two], 4, capacities), [
    `${what}1.85 × (400 → 740 sessions)`,
  ]);
});

test("describeScaling knows that there may be more to it", () => {
  assertEquals(
    describeScaling([one, two], 4, [capacity("node", 400), capacity("node-2w", 740, true)]),
    [`${what}≥ 1.85 × (400 → ≥ 740 sessions)`],
  );
  assertEquals(
    describeScaling([one, two], 4, [capacity("node", 400, true), capacity("node-2w", 740)]),
    [`${what}not measured: one worker may hold more than was found`],
  );
});

const problems: [why: string, capacities: ScaledCapacity[], problem: string][] = [
  ["nobody has searched", [], "it takes a capacity search"],
  [
    "nothing is known of one worker",
    [capacity("node", null), capacity("node-2w", 740)],
    "nothing is confirmed of node",
  ],
  [
    "nothing is known of several",
    [capacity("node", 400), capacity("node-2w", null)],
    "nothing is confirmed of node-2w",
  ],
  [
    "one worker holds nothing",
    [capacity("node", 0), capacity("node-2w", 1)],
    "one worker holds no session",
  ],
];

for (const [why, capacities, problem] of problems) {
  test(`describeScaling has no number where ${why}`, () => {
    assertEquals(describeScaling([one, two], 4, capacities), [`${what}not measured: ${problem}`]);
  });
}

test("describeScaling has no number where workers share CPUs with each other or the tools", () => {
  const four = { target: "node-4w", variant: "node", workers: 4 };
  const capacities = [capacity("node", 400), capacity("node-2w", 740), capacity("node-4w", 800)];
  const describe = (cores: number) =>
    describeScaling([one, two, four], cores, capacities).map((line) => line.replace(/.*: /, ""));
  assertEquals(describe(3), ["needs 4 cores", "needs 6 cores"]);
  assertEquals(describe(5), ["1.85 × (400 → 740 sessions)", "needs 6 cores"]);
  assertEquals(describe(6), ["1.85 × (400 → 740 sessions)", "2.00 × (400 → 800 sessions)"]);
});

test("describeScaling has no line for gateways that were measured with one or the other alone", () => {
  assertEquals(describeScaling([one], 4), []);
  assertEquals(describeScaling([two], 4), []);
});

test("describeScaling takes no gateway of others for one that it knows with fewer workers", () => {
  const foreign = { target: "mine", variant: null, workers: null };
  assertEquals(describeScaling([foreign, { ...foreign, target: "yours" }], 4), []);
});
