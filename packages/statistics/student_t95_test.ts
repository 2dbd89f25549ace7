import { test } from "node:test";
import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { studentT95 } from "./student_t95.ts";

// NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.2, column 0.975; ∞ as 10⁹.
const published: [degreesOfFreedom: number, t: number][] = [
  [1, 12.706],
  [2, 4.303],
  [3, 3.182],
  [4, 2.776],
  [9, 2.262],
  [10, 2.228],
  [20, 2.086],
  [30, 2.042],
  [31, 2.040],
  [40, 2.021],
  [60, 2.000],
  [80, 1.990],
  [100, 1.984],
  [1e9, 1.960],
];

for (const [degreesOfFreedom, t] of published) {
  test(`studentT95 is ${t} for ${degreesOfFreedom} degrees of freedom`, () => {
    assertAlmostEquals(studentT95(degreesOfFreedom), t, 0.0005);
  });
}

/** How much of Student's t lies within ±t: Abramowitz and Stegun, 26.7.3 (odd n) and 26.7.4. */
function probabilityWithin(t: number, n: number): number {
  const angle = Math.atan(t / Math.sqrt(n));
  const cos = Math.cos(angle);
  let sum = 0;
  let term = n % 2 === 1 ? cos : 1;
  for (let k = n % 2; k <= n - 2; k += 2) {
    sum += term;
    term *= cos ** 2 * (k + 1) / (k + 2);
  }
  const part = Math.sin(angle) * sum;
  return n % 2 === 1 ? (angle + part) * 2 / Math.PI : part;
}

test("studentT95 encloses 95 % of the distribution, in the table and beyond it", () => {
  for (let n = 1; n <= 400; n++) {
    assertAlmostEquals(probabilityWithin(studentT95(n), n), 0.95, 1e-7, `${n} degrees of freedom`);
  }
});

test("studentT95 rounds fractional degrees of freedom down", () => {
  assertEquals(studentT95(17.776), studentT95(17));
  assertEquals(studentT95(31.99), studentT95(31));
});

for (const degreesOfFreedom of [0, 0.9, -1, NaN]) {
  test(`studentT95 refuses ${degreesOfFreedom} degrees of freedom`, () => {
    assertThrows(
      () => studentT95(degreesOfFreedom),
      RangeError,
      `expected at least 1 degree of freedom, got ${degreesOfFreedom}`,
    );
  });
}
