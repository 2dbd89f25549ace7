import { test } from "node:test";
import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { ASSUMPTIONS, readAssumptions } from "./assumptions.ts";
import { planCapacity } from "./capacity_plan.ts";
import type { CapacityPlan } from "./capacity_plan.ts";
import { strains } from "./limits.ts";
import { measuredCosts } from "./measured_costs.ts";
import { renderPlan } from "./render_plan.ts";

function plan(sessions: number, given: Record<string, string> = {}, variant = "bun"): CapacityPlan {
  const assumptions = readAssumptions(given);
  return planCapacity({ sessions, variant, costs: measuredCosts, assumptions, tls: false });
}

test("planCapacity computes a small plan that can be done by hand", () => {
  const { gateway, model, storm, rollout } = plan(10_000);
  // 0.6 CPU ÷ 304 µs; 10 000 ÷ 1973 ÷ 2 zones, rounded up, in 3 zones.
  assertEquals([gateway.maxSessions, gateway.pods, gateway.sessions], [1973, 9, 1112]);
  // (120 MB + 1973 × 65 kB) ÷ 0.9, in steps of 64 MiB.
  assertEquals(gateway.memoryBytes / 2 ** 20, 320);
  assertEquals(gateway.files, 1973 + 2 + 64);
  // 0.6 CPU ÷ 209 µs; 10 000 ÷ 2870 ÷ 2, rounded up, in 3 zones.
  assertEquals([model.maxSessions, model.pods, model.inFlight], [2870, 6, 287]);
  assertAlmostEquals(storm.perPod, 10_000 / 3 / 6, 1e-9);
  assertAlmostEquals(storm.acceptsPerSecond, (1e6 - 10_000 / 9 * 304) / 300, 1e-9);
  assertEquals(rollout, { waves: 3, secs: 75 });
});

test("Pods that are left after the loss of the spare zones have room for every session", () => {
  for (const sessions of [1, 999, 10_000, 123_457, 1_000_000, 100_000_000]) {
    for (const [zones, spareZones] of [[2, 1], [3, 1], [3, 2], [5, 0]] as const) {
      const given = { zones: String(zones), spareZones: String(spareZones) };
      const { gateway, model } = plan(sessions, given);
      for (const { pods, maxSessions } of [gateway, model]) {
        assertEquals(pods % zones, 0);
        assert(pods * (zones - spareZones) / zones * maxSessions >= sessions);
      }
    }
  }
});

test("More sessions never take less", () => {
  let before = plan(1);
  for (let sessions = 10; sessions <= 1e9; sessions *= 10) {
    const after = plan(sessions);
    assert(after.gateway.pods >= before.gateway.pods);
    assert(after.model.nodes >= before.model.nodes);
    assert(after.total.inBitsPerSecond > before.total.inBitsPerSecond);
    before = after;
  }
});

test("A cheaper gateway takes fewer pods, and TLS more time after the loss of a zone", () => {
  assert(plan(1e6, {}, "bun-tuned").gateway.pods < plan(1e6, {}, "bun").gateway.pods);
  assert(plan(1e6, {}, "bun").gateway.pods < plan(1e6, {}, "deno").gateway.pods);
  const request = { sessions: 1e6, variant: "bun", costs: measuredCosts, assumptions: ASSUMPTIONS };
  const [plain, tls] = [false, true].map((tls) => planCapacity({ ...request, tls }));
  assert(tls!.storm.secs > plain!.storm.secs);
  assert(tls!.total.inBitsPerSecond > plain!.total.inBitsPerSecond);
});

test("A pod takes no more sessions than MAX_SESSIONS, however many CPUs it has", () => {
  assertEquals(
    plan(1e6, { podCpus: "64", nodeCpus: "128" }, "bun-tuned").gateway.maxSessions,
    10_000,
  );
});

test("A plan for more sessions of a pod than were measured says so", () => {
  const request = {
    ...{ sessions: 1e6, variant: "bun-tuned", tls: false },
    costs: measuredCosts,
    assumptions: ASSUMPTIONS,
  };
  const text = renderPlan(planCapacity(request), request);
  assert(/planned for 5 357 sessions, and costs were measured with 1 000/.test(text), text);
});

test("At 100 million sessions one cluster breaks where a million holds, by DNS and by the mesh", () => {
  const broken = (sessions: number) =>
    strains(plan(sessions)).filter(({ ratio }) => ratio > 1).map(({ limit }) =>
      limit.what.split(" ")[0]
    );
  const more = new Set(broken(1e8)).difference(new Set(broken(1e6)));
  assert(more.has("addresses") && more.has("nodes"), [...more].join());
});

test("The limit that breaks first is on top", () => {
  const ratios = strains(plan(1e6)).map(({ ratio }) => ratio);
  assertEquals(ratios, ratios.toSorted((a, b) => b - a));
});

test("planCapacity names the variants that were measured", () => {
  const problem =
    "Cannot plan for perl: expected one of deno, node, bun, deno-tuned, node-tuned, bun-tuned";
  assertThrows(() => plan(1, {}, "perl"), RangeError, problem);
});

const impossible: [what: string, given: Record<string, string>, problem: string][] = [
  [
    "more CPUs than a node has",
    { podCpus: "16" },
    "Cannot place a pod of 16 CPUs and 2944 MiB: expected it to fit into 0.9 of a node, got nodes of 16 CPUs",
  ],
  ["more memory than a node has", { nodeBytes: "256MiB" }, "got nodes of 16 CPUs and 256 MiB"],
];

for (const [what, given, problem] of impossible) {
  test(`planCapacity refuses a pod of ${what}`, () => {
    assertThrows(() => plan(1000, given), RangeError, problem);
  });
}

test("planCapacity refuses a model that takes more CPU for one session than a pod has", () => {
  const costs = { ...measuredCosts, model: { cpu_us_per_request: 1e6 } };
  const request = { sessions: 1000, variant: "bun", costs, assumptions: ASSUMPTIONS, tls: false };
  const problem =
    "Cannot plan for a pod of the model: expected it to hold a session, got 0.6 of one";
  assertThrows(() => planCapacity(request), RangeError, problem);
});

test("readAssumptions names every flag that is wrong", () => {
  const given = { utilisation: "2", podCpus: "none", zones: "2", spareZones: "2" };
  const { message } = assertThrows(() => readAssumptions(given), RangeError) as Error;
  for (const name of ["--utilisation", "--pod-cpus", "spare zones"]) {
    assert(message.includes(name), message);
  }
});
