import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { storedManifest } from "../testing/stored_manifest.ts";
import { describeScaling } from "./scaling.ts";

const { targets: [one] } = storedManifest("node");
const two = { ...one!, target: "node-2w", workers: 2 };
const capacity = (target: string, confirmed: number | null) => ({ target, result: { confirmed } });

test("describeScaling divides what two workers hold by what one holds", () => {
  const capacities = [capacity("node", 400), capacity("node-2w", 740)];
  assertEquals(describeScaling([one!, two], 4, capacities), [
    "scaling of node from 1 to 2 workers: 1.85 × (400 → 740 sessions)",
  ]);
});

test("describeScaling says why there is no number", () => {
  const capacities = [capacity("node", 400), capacity("node-2w", null)];
  const what = "scaling of node from 1 to 2 workers: not measured: ";
  assertEquals(describeScaling([one!, two], 2, capacities), [`${what}needs 4 cores`]);
  assertEquals(describeScaling([one!, two], 4, capacities), [`${what}the bracket tells it`]);
  assertEquals(describeScaling([one!], 4), []);
  assertEquals(describeScaling([two], 4), []);
});
