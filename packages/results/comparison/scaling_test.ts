import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { describeScaling } from "./scaling.ts";

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

test("describeScaling says why there is no number", () => {
  const capacities = [capacity("node", 400), capacity("node-2w", null)];
  assertEquals(describeScaling([one, two], 2, capacities), [
    `${what}not measured: needs 4 cores`,
  ]);
  assertEquals(describeScaling([one, two], 4, capacities), [
    `${what}not measured: the bracket tells it`,
  ]);
  assertEquals(describeScaling([one], 4), []);
  assertEquals(describeScaling([two], 4), []);
});

test("describeScaling takes no gateway of others for one that it knows with fewer workers", () => {
  const foreign = { target: "mine", variant: null, workers: null };
  assertEquals(describeScaling([foreign, { ...foreign, target: "yours" }], 4), []);
});
