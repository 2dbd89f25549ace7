import { test } from "node:test";
import { assertEquals } from "@std/assert";
import * as v from "valibot";
import { Pod } from "./objects.ts";
import { failed, startProblems } from "./pod_problems.ts";

function pod(status: unknown): Pod {
  return v.parse(Pod, { metadata: { name: "p" }, spec: {}, status });
}

const waiting = (reason: string, message = "") => ({
  phase: "Pending",
  containerStatuses: [{ name: "main", state: { waiting: { reason, message } } }],
});

const rows: [what: string, status: unknown, texts: string[]][] = [
  ["that was just created", {}, []],
  ["whose container is being made", waiting("ContainerCreating"), []],
  ["whose image can't be pulled", waiting("ErrImagePull", "not found"), [
    "pod p: ErrImagePull: not found",
  ]],
  ["whose image has no name", waiting("InvalidImageName"), ["pod p: InvalidImageName"]],
  ["whose Secret is missing", waiting("CreateContainerConfigError", 'secret "x" not found'), [
    'pod p: CreateContainerConfigError: secret "x" not found',
  ]],
  ["whose first container can't start", {
    phase: "Pending",
    initContainerStatuses: [{ name: "init", state: { waiting: { reason: "CrashLoopBackOff" } } }],
    containerStatuses: [{ name: "main", state: { waiting: { reason: "PodInitializing" } } }],
  }, ["pod p: CrashLoopBackOff"]],
  ["that no node takes", {
    phase: "Pending",
    conditions: [{
      type: "PodScheduled",
      status: "False",
      reason: "Unschedulable",
      message: "0/3 nodes are available",
    }],
  }, ["pod p: Unschedulable: 0/3 nodes are available"]],
  [
    "that runs",
    { phase: "Running", containerStatuses: [{ name: "main", state: { running: {} } }] },
    [],
  ],
  ["that was evicted", { phase: "Failed", reason: "Evicted", message: "low on memory" }, [
    "pod p: Evicted: low on memory",
  ]],
];

for (const [what, status, texts] of rows) {
  test(`startProblems says of a pod ${what}: ${texts.join() || "nothing"}`, () => {
    assertEquals(startProblems([pod(status)]).map(({ text }) => text), texts);
  });
}

test("failed names the exit code of the container that failed, not of its neighbours", () => {
  const ended = (exitCode: number, reason: string) => ({
    name: reason,
    state: { terminated: { exitCode, reason } },
  });
  const status = {
    phase: "Failed",
    containerStatuses: [ended(0, "Completed"), ended(137, "OOMKilled")],
  };
  assertEquals(failed(pod(status)).map(({ text }) => text), ["pod p: OOMKilled: exit code 137"]);
});
