import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { contractCases } from "./cases/mod.ts";
import { contractVariants } from "./contract_variants.ts";
import { suite } from "./suite.ts";
import { completeResults } from "./testing/complete_results.ts";
import { isInTests, withUntested } from "./test_share.ts";

test("isInTests holds native gateways against everything, and the others against the protocol", () => {
  for (const { name, env } of contractVariants) {
    for (const each of suite) {
      if (each.suite === "contract" && env["SOCKETS"] !== "native") continue;
      assertEquals(isInTests(name, each.name), true, `${name}: ${each.name}`);
    }
  }
});

test("isInTests holds one tuned gateway and one reactor against each case of the contract", () => {
  for (const sockets of ["tuned", "reactor"]) {
    const alike = contractVariants.filter(({ env }) => env["SOCKETS"] === sockets);
    for (const { name } of contractCases) {
      const held = alike.filter((variant) => isInTests(variant.name, name));
      assertEquals(held.length, 1, `${sockets}: ${name}`);
    }
  }
});

test("withUntested adds what is documented, and nothing that the tests had to show", () => {
  for (const results of completeResults()) {
    const cases = results.cases.filter(({ name }) => isInTests(results.variant, name));
    const outcomes = withUntested({ ...results, cases }).cases.map((each) => each.outcome).sort();
    assertEquals(outcomes, results.cases.map((each) => each.outcome).sort());
    const [, ...others] = cases;
    assertEquals(withUntested({ ...results, cases: others }).cases.length, suite.length - 1);
  }
});
