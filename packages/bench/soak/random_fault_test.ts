import { test } from "node:test";
import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { faultNames, randomFault, seededRandom } from "./random_fault.ts";
import type { RandomFault } from "./random_fault.ts";

function draw(seed: number, count: number): RandomFault[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, () => randomFault(random));
}

test("randomFault draws the same faults for the same seed, and others for another", () => {
  assertEquals(draw(7, 50), draw(7, 50));
  assertNotEquals(draw(7, 50), draw(8, 50));
});

test("randomFault draws every fault, and each explains an error", () => {
  const drawn = draw(1, 500);
  assertEquals(new Set(drawn.map(({ name }) => name)), new Set(faultNames));
  assert(drawn.every(({ own, others }) => own.length + others.length > 0));
});

test("seededRandom fills 0 to 1 evenly", () => {
  const random = seededRandom(3);
  const counts = new Array<number>(10).fill(0);
  for (let i = 0; i < 5000; i++) counts[Math.floor(random() * 10)]!++;
  assert(counts.every((count) => count > 400 && count < 600), `${counts}`);
});
