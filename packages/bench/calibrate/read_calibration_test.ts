import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { inFolder } from "@stt-bench/program/testing";
import type { CalibratedContext } from "./calibration_conditions.ts";
import { calibrationFile } from "./calibration_file.ts";
import { readCalibration } from "./read_calibration.ts";
import { calibration, context } from "./testing/calibration.ts";

/** Reads for `now` what was calibrated for the test's context, as `text` in its file. */
async function readAs(now: CalibratedContext, text = JSON.stringify(calibration())) {
  return await inFolder(async (folder) => {
    // Under both names, so that it isn't the name alone that makes the difference.
    for (const { pinning } of [context, now]) {
      writeFileSync(join(folder, calibrationFile(pinning)), text);
    }
    return await readCalibration(folder, now);
  });
}

const same: [string, CalibratedContext][] = [
  ["nothing has changed", context],
  ["passes are given that are the default", { ...context, conditions: { cpuPasses: 4 } }],
  [
    "a variable has changed that the simulator doesn't read",
    { ...context, environment: { WORKERS: "2" } },
  ],
  [
    "another runtime has changed",
    { ...context, versions: new Map([["bun", "1.4.5"], ["node", "99"]]) },
  ],
];

for (const [situation, now] of same) {
  test(`readCalibration finds a calibration when ${situation}`, async () => {
    assertEquals(await readAs(now), calibration());
  });
}

const { machine, pinning } = context;
const pinned = pinning as Extract<typeof pinning, { pinned: true }>;
const different: [string, CalibratedContext][] = [
  ["the CPU", { ...context, machine: { ...machine, cpu_model: "other" } }],
  ["the number of cores", { ...context, machine: { ...machine, cores: 4 } }],
  ["the kernel", { ...context, machine: { ...machine, kernel: "7.0" } }],
  ["the tools' runtime", { ...context, versions: new Map([["bun", "1.4.6"]]) }],
  ["the simulator's CPU", { ...context, pinning: { ...pinned, simulatorCpus: [1] } }],
  ["the gateway's CPUs", { ...context, pinning: { ...pinned, gatewayCpus: [1, 2] } }],
  ["whether anything is pinned", { ...context, pinning: { pinned: false, reason: "it was off" } }],
  ["the flag for passes", { ...context, conditions: { cpuPasses: 2 } }],
  ["the variable for passes", { ...context, environment: { CPU_PASSES: "2" } }],
  ["the flush interval", { ...context, environment: { FLUSH_INTERVAL_MS: "500" } }],
  ["the simulator's threads", { ...context, environment: { WORKER_THREADS: "2" } }],
  ["the model's latency", { ...context, environment: { MODEL_DELAY_MS: "10" } }],
];

for (const [what, now] of different) {
  test(`readCalibration finds nothing when ${what} has changed`, async () => {
    assertEquals(await readAs(now), undefined);
  });
}

const texts: [string, string][] = [
  ["is no JSON", "{"],
  ["has a field too many", JSON.stringify({ ...calibration(), more: 1 })],
  ["is of another version", JSON.stringify({ ...calibration(), schema_version: 0 })],
];

for (const [what, text] of texts) {
  test(`readCalibration finds nothing when the file ${what}`, async () => {
    assertEquals(await readAs(context, text), undefined);
  });
}

test("readCalibration finds nothing where there is no folder", async () => {
  await inFolder(async (folder) => {
    assertEquals(await readCalibration(join(folder, "none"), context), undefined);
  });
});

test("calibrationFile has a name for each way in which CPUs are shared", () => {
  const names = [
    context.pinning,
    { ...pinned, simulatorCpus: pinned.gatewayCpus },
    { pinned: false, reason: "it was off" } as const,
  ].map(calibrationFile);
  assertEquals(names, [
    "calibration-simulator-with-generator.json",
    "calibration-simulator-with-gateway.json",
    "calibration-not-pinned.json",
  ]);
});
