import { test } from "node:test";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { deviations } from "../deviations.ts";
import { suite } from "../suite.ts";
import { completeResults } from "../testing/complete_results.ts";
import { faultTable } from "./fault_table.ts";
import { renderPage } from "./render_page.ts";

test("renderPage has every fault, every case and every exception that was seen", () => {
  const page = renderPage(completeResults());
  for (const { expected } of faultTable) assertStringIncludes(page, expected);
  for (const { name, claim } of suite) {
    assertStringIncludes(page, `\`${name}\``);
    assertStringIncludes(page, claim);
  }
  for (const { behaviour, reason } of deviations) {
    assertStringIncludes(page, behaviour);
    assertStringIncludes(page, reason);
  }
  assertStringIncludes(page, "on Deno 1.2.3, Node 1.2.3, Bun 1.2.3.");
});

test("renderPage leaves out exceptions that no variant has shown", () => {
  const results = completeResults().map((each) => ({
    ...each,
    cases: each.cases.map((one) => ({ ...one, outcome: "pass" as const })),
  }));
  const page = renderPage(results);
  assert(!page.includes("## Exceptions"));
  assert(!page.includes("≠"));
});

test("renderPage says the same whatever a run took and whatever it was told", () => {
  const slower = completeResults().map((each) => ({
    ...each,
    cases: each.cases.map((one) => ({ ...one, elapsed_ms: 60_000, detail: "got port 12345" })),
  }));
  assertEquals(renderPage(slower), renderPage(completeResults()));
});
