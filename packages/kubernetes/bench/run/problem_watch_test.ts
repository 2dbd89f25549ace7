import { test } from "node:test";
import { assertEquals, assertThrows } from "@std/assert";
import { ClusterError } from "../cluster_error.ts";
import { ProblemWatch } from "./problem_watch.ts";

const problem = (reason: string, pod = "a") => ({ pod, reason, text: `pod ${pod}: ${reason}` });

function watched(patienceMs = 100) {
  const told: string[] = [];
  let nowMs = 0;
  const watch = new ProblemWatch((text) => told.push(text), patienceMs, () => nowMs);
  return {
    told,
    at: (ms: number, ...problems: ReturnType<typeof problem>[]) => {
      nowMs = ms;
      watch.observe(problems);
    },
  };
}

test("ProblemWatch tells a problem at once and once, and gives up when it stays", () => {
  const { told, at } = watched();
  at(0, problem("Unschedulable"));
  at(99, problem("Unschedulable"));
  assertEquals(told, ["pod a: Unschedulable"]);
  const error = assertThrows(() => at(100, problem("Unschedulable")), ClusterError);
  assertEquals(
    error.message,
    "Cannot start: expected a to run, got pod a: Unschedulable for 0 s (--problem-timeout)",
  );
});

test("ProblemWatch forgets a problem that goes away, and begins anew when it comes back", () => {
  const { told, at } = watched();
  at(0, problem("Unschedulable"));
  at(60);
  at(120, problem("Unschedulable"));
  at(219, problem("Unschedulable"));
  assertEquals(told.length, 1);
});

test("ProblemWatch takes the first try of an image and the pause after it for the same problem", () => {
  const { told, at } = watched();
  at(0, problem("ErrImagePull"));
  at(50, problem("ImagePullBackOff"));
  assertEquals(told, ["pod a: ErrImagePull"]);
  assertThrows(() => at(100, problem("ErrImagePull")), ClusterError);
});

test("ProblemWatch has patience with each pod for itself", () => {
  const { told, at } = watched();
  at(0, problem("Unschedulable", "a"));
  at(80, problem("Unschedulable", "b"));
  at(170, problem("Unschedulable", "b"));
  assertEquals(told.length, 2);
});
