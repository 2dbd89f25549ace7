import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { groupDeviations } from "./deviation_groups.ts";

test("groupDeviations numbers groups of cases that are alike", () => {
  const sleeps = { variant: "x", seen: "", behaviour: "sleeps", reason: "tired" };
  const group = { variant: "x", behaviour: "sleeps", reason: "tired" };
  const groups = groupDeviations([
    { ...sleeps, case: "a" },
    { ...sleeps, case: "b", reason: "lazy" },
    { ...sleeps, case: "c", seen: "z" },
    { ...sleeps, case: "d", issue: "https://bugs/1" },
    { ...sleeps, case: "e", variant: "y" },
  ]);
  assertEquals(groups, [
    { ...group, number: 1, cases: ["a", "c"] },
    { ...group, number: 2, cases: ["b"], reason: "lazy" },
    { ...group, number: 3, cases: ["d"], issue: "https://bugs/1" },
    { ...group, number: 4, cases: ["e"], variant: "y" },
  ]);
});
