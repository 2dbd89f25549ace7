import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { readConformance } from "./check_conformance.ts";

function report(verdict: "pass" | "fail", outcomes: string[]): string {
  const cases = outcomes.map((each, i) => {
    const [outcome, profile = "wire"] = each.split(" ");
    return { name: `case-${i}`, claim: "", profile, outcome, detail: `detail ${i}` };
  });
  const fail = cases.filter((each) => each.outcome === "fail").length;
  const totals = { pass: cases.length - fail, fail, skip: 0 };
  return JSON.stringify({ url: "ws://x", profile: "wire", verdict, totals, cases });
}

test("readConformance has no problem with a pass, even if cases failed that are not required", () => {
  const json = report("pass", ["pass", "fail ours"]);
  const text = "1 passed, 0 failed, 0 skipped, 1 not kept that the protocol does not ask for";
  assertEquals(readConformance(json), { json, text, problem: undefined });
});

test("readConformance names the first required cases that failed, and counts the others", () => {
  const few = report("fail", ["pass", "fail", "fail ours"]);
  assertEquals(readConformance(few)?.problem, "not conformant: case-1 (detail 1)");
  const many = report("fail", ["fail", "fail", "fail", "fail", "fail"]);
  assertEquals(
    readConformance(many)?.problem,
    "not conformant: case-0 (detail 0), case-1 (detail 1), case-2 (detail 2) and 2 more",
  );
});

test("readConformance knows what is no report", () => {
  for (const text of ["", "nonsense", "{}", "[1]"]) assertEquals(readConformance(text), undefined);
});
