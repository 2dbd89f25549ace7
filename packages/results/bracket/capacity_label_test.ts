import { test } from "node:test";
import { assertEquals } from "@std/assert";
import type { Manifest } from "../manifest.ts";
import { storedManifest } from "../testing/stored_manifest.ts";
import { capacityLabel } from "./capacity_label.ts";

const manifest = storedManifest("node", "bun");
const [node, bun] = manifest.targets;
const conditions = { ...manifest.conditions, cpu_limit: 0.25 };
const pinnedTo = (gateway_cpus: number[] | null) => ({ ...manifest.pinning, gateway_cpus });
const twoWorkers = { targets: [node!, { ...bun!, workers: 2 }], pinning: pinnedTo([2, 3]) };

const cases: [what: string, changes: Partial<Manifest>, label: string][] = [
  ["a CPU of its own", {}, "sessions on 1 CPU"],
  ["two CPUs", { pinning: pinnedTo([2, 3]) }, "sessions on 2 CPUs"],
  ["a part of one", { conditions }, "sessions at 0.25 vCPU"],
  ["none of its own", { pinning: pinnedTo(null) }, "sessions, CPUs shared with the tools"],
  ["as many CPUs as workers", twoWorkers, "sessions with a CPU for each worker"],
  [
    "as many CPUs as somebody has set",
    { ...twoWorkers, arguments: ["--workers", "1,2", "--gateway-cpus", "2"] },
    "sessions on 2 CPUs",
  ],
];

for (const [what, changes, label] of cases) {
  test(`capacityLabel of gateways with ${what}: ${label}`, () => {
    assertEquals(capacityLabel({ ...manifest, ...changes }), label);
  });
}
