import { access } from "node:fs/promises";
import { test } from "node:test";
import { assert, assertEquals } from "@std/assert";
import { reactorVariants, variants } from "@stt-bench/bench";
import { deviations } from "../deviations.ts";
import { suite } from "../suite.ts";
import { faultTable } from "./fault_table.ts";

const names = suite.map(({ name }) => name);

test("The name of each case is unique in both suites", () => {
  assertEquals(names.filter((name, i) => names.indexOf(name) !== i), []);
});

test("The fault table has the rows 1 to 44, in order", () => {
  const expected = Array.from({ length: 44 }, (_, i) => i + 1);
  assertEquals(faultTable.map(({ row }) => row), expected);
});

test("Each row is proven by cases or tests", () => {
  const unproven = faultTable.filter(({ proof, tests = [] }) => proof.length + tests.length === 0);
  assertEquals(unproven.map(({ row }) => row), []);
});

for (const { row, proof, tests = [] } of faultTable) {
  test(`Row ${row} names cases and test files that exist, each once`, async () => {
    assertEquals(proof.filter((name) => !names.includes(name)), []);
    assertEquals([...new Set(proof)], proof);
    for (const file of tests) {
      const exists = access(new URL(`../../../${file}`, import.meta.url)).then(
        () => true,
        () => false,
      );
      assert(await exists, file);
    }
  });
}

test("Each deviation is of a variant and a case that exist, and there is one for both", () => {
  const known = [...variants, ...reactorVariants].map(({ name }) => name);
  assertEquals(deviations.filter((each) => !known.includes(each.variant)), []);
  assertEquals(deviations.filter((each) => !names.includes(each.case)), []);
  const keys = deviations.map((each) => `${each.variant} ${each.case}`);
  assertEquals(keys.filter((key, i) => keys.indexOf(key) !== i), []);
});
