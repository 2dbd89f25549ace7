import { test } from "node:test";
import { assertEquals } from "@std/assert";
import * as v from "valibot";
import { limitsOf, workersOf } from "./deployment_settings.ts";
import { Deployment } from "./objects.ts";

function deployment(...containers: object[]): Deployment {
  const named = containers.map((container, i) => ({ name: `c${i}`, ...container }));
  return v.parse(Deployment, {
    metadata: { name: "gateway" },
    spec: { template: { spec: { containers: named } } },
  });
}

const limits = (cpu: string, memory: string) => ({ resources: { limits: { cpu, memory } } });

const rows: [what: string, containers: object[], cpus: number | null, bytes: number | null][] = [
  ["one container", [limits("1", "2Gi")], 1, 2_147_483_648],
  ["all containers", [limits("1", "1Gi"), limits("500m", "1Mi")], 1.5, 1_074_790_400],
  ["a part of a byte", [limits("1", "0.3Gi")], 1, 322_122_547],
  ["a container without limits", [limits("1", "1Gi"), {}], null, null],
];

for (const [what, containers, cpus, memoryBytes] of rows) {
  test(`limitsOf counts ${what}`, () => {
    assertEquals(limitsOf(deployment(...containers)), { cpus, memoryBytes });
  });
}

test("workersOf is 1 unless WORKERS says otherwise", () => {
  const workers = (value: string) => deployment({ env: [{ name: "WORKERS", value }] });
  assertEquals([deployment({}), workers("4"), workers("")].map(workersOf), [1, 4, 1]);
});
