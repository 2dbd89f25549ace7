import { test } from "node:test";
import { assertEquals, assertThrows } from "@std/assert";
import { UsageError } from "@stt-bench/program";
import { findVariant } from "../programs/variants.ts";
import { planPinning } from "./plan_pinning.ts";
import { ownTarget } from "./target.ts";

interface Machine {
  readonly cpus: number;
  readonly workers?: number;
  readonly gatewayCpus?: number;
  readonly cpuLimit?: number;
}

function plan({ cpus, workers = 1, gatewayCpus, cpuLimit }: Machine) {
  return planPinning(
    [ownTarget(findVariant("node"), 1), ownTarget(findVariant("node"), workers)],
    { pinning: true, gatewayCpus, cpuLimit },
    { allowedCpus: Array.from({ length: cpus }, (_, i) => i), hasTaskset: true },
  );
}

const table: [what: string, machine: Machine, cpus: number[]][] = [
  ["one CPU", { cpus: 2 }, [1]],
  ["a CPU for each of its workers", { cpus: 8, workers: 3 }, [5, 6, 7]],
  ["two CPUs less than there are at most", { cpus: 4, workers: 8 }, [2, 3]],
  ["one CPU for all workers where there are three", { cpus: 3, workers: 2 }, [2]],
  ["as many CPUs as it is given", { cpus: 8, workers: 3, gatewayCpus: 2 }, [6, 7]],
];

for (const [what, machine, cpus] of table) {
  test(`planPinning gives the gateway ${what}`, () => {
    const pinning = plan(machine);
    assertEquals(pinning.pinned && pinning.gatewayCpus, cpus);
  });
}

test("planPinning puts the simulator beside a gateway whose limit is below its CPUs", () => {
  const simulatorCpus = (cpuLimit: number) => {
    const pinning = plan({ cpus: 4, gatewayCpus: 2, cpuLimit });
    return pinning.pinned && pinning.simulatorCpus;
  };
  assertEquals([simulatorCpus(1.5), simulatorCpus(2)], [[2, 3], [0, 1]]);
});

test("planPinning refuses a gateway that leaves no CPU for the tools", () => {
  assertThrows(
    () => plan({ cpus: 2, gatewayCpus: 2 }),
    UsageError,
    "Cannot give the gateway 2 CPUs: expected one more for the tools, got 2 in all",
  );
});

test("planPinning refuses no number of CPUs where nothing tells how many there are", () => {
  assertEquals(plan({ cpus: 0, gatewayCpus: 2 }).pinned, false);
});
