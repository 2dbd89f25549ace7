import { test } from "node:test";
import { assertAlmostEquals, AssertionError, assertRejects, assertThrows } from "./mod.ts";

const near: [actual: number, expected: number, tolerance?: number][] = [
  [1e9 + 50, 1e9],
  [1.00000001e-8, 1e-8],
  [0.1 + 0.2, 0.3, 1e-16],
  [Infinity, Infinity],
];
const far: [actual: number, expected: number, tolerance?: number][] = [
  [1e9 + 200, 1e9],
  [2e-8, 1e-8],
  [1e-9, 0],
  [0.1 + 0.2, 0.3, 1e-17],
  [NaN, 1],
];

for (const [actual, expected, tolerance] of near) {
  test(`assertAlmostEquals takes ${actual} for ${expected}, by ${tolerance ?? "default"}`, () => {
    assertAlmostEquals(actual, expected, tolerance);
  });
}

for (const [actual, expected, tolerance] of far) {
  test(`assertAlmostEquals refuses ${actual} for ${expected}, by ${tolerance ?? "default"}`, () => {
    assertThrows(() => assertAlmostEquals(actual, expected, tolerance), AssertionError);
  });
}

test("assertRejects refuses what throws before there is a promise, as @std/assert does", async () => {
  const throwing = (): Promise<void> => {
    throw new TypeError("at once");
  };
  await assertRejects(() => assertRejects(throwing, TypeError), AssertionError, "at once");
  await assertRejects(() => Promise.reject(new TypeError("later")), TypeError, "later");
});

test("assertRejects and assertThrows refuse what succeeds, and another error than the one asked for", async () => {
  await assertRejects(() => assertRejects(() => Promise.resolve()), AssertionError, "to reject");
  assertThrows(() => assertThrows(() => {}), AssertionError, "to throw");
  const wrong = () => Promise.reject(new Error("another"));
  await assertRejects(() => assertRejects(wrong, TypeError), AssertionError, "got Error: another");
});
