import { test } from "node:test";
import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { ClusterError } from "../cluster_error.ts";
import { Kubectl } from "../kubectl/kubectl.ts";
import { FakeCluster } from "../testing/fake_cluster.ts";
import { fakeState } from "../testing/fake_state.ts";
import type { FakeState } from "../testing/fake_state.ts";
import { fakeRunner } from "../testing/fake_runner.ts";
import { readRelease } from "./release.ts";

function read(change: (state: FakeState) => void = () => {}, variant = "bun") {
  const state = fakeState();
  change(state);
  const target = { program: "kubectl", context: "lab", namespace: "speech" };
  return readRelease(new Kubectl(target, fakeRunner(new FakeCluster(state))), "rel", variant);
}

test("readRelease finds what a bench needs by its labels", async () => {
  const { gateway, simulator, gatewayUrl, collector, template } = await read();
  const names = [gateway, simulator, template].map(({ metadata: { name } }) => name);
  assertEquals(names, ["rel-gateway-bun", "rel-simulator", "rel-loadgen"]);
  assertEquals([gatewayUrl, collector], ["ws://rel-gateway-bun:3000/ws/stt", "rel-collector"]);
});

const remove = (kind: "deployments" | "services" | "jobs", name: string) => (state: FakeState) => {
  state[kind] = state[kind].filter(({ metadata }) => metadata.name !== name);
};

const rows: [what: string, change: (state: FakeState) => void, problem: string][] = [
  ["nothing is installed", (state) => {
    state.deployments = state.services = state.jobs = [];
  }, "expected the chart's objects, got none with the labels"],
  [
    "the gateway is missing",
    remove("deployments", "rel-gateway-bun"),
    "expected a Deployment with stt-bench/variant=bun, got deno, bun-tuned",
  ],
  [
    "the simulator is missing",
    remove("deployments", "rel-simulator"),
    "expected a Deployment of the simulator, got none",
  ],
  ["another gateway runs", ({ deployments }) => {
    Object.assign(deployments[2], { spec: { ...deployments[2].spec, replicas: 1 } });
  }, "expected gateways with 0 replicas, got rel-gateway-deno with 1: kubectl --context lab"],
  ["another gateway is ending", ({ deployments }) => {
    deployments[2].status.replicas = 1;
  }, "expected gateways with 0 replicas, got rel-gateway-deno with 1 that is ending: wait for it"],
  ["the simulator isn't ready", ({ deployments }) => {
    deployments[0].status.readyReplicas = 1;
  }, "expected all pods of rel-simulator ready, at least one, got 1 of 2"],
  ["the simulator is scaled to zero", ({ deployments }) => {
    Object.assign(deployments[0], { spec: { ...deployments[0].spec, replicas: 0 } });
  }, "expected all pods of rel-simulator ready, at least one, got 2 of 0"],
  [
    "the collector's Service is missing",
    remove("services", "rel-collector"),
    "expected a Service rel-collector, got none",
  ],
  ["a Service has another port", ({ services }) => {
    services[0].spec.ports[0].port = 80;
  }, "expected port 8080 in the Service rel-collector, got 80"],
  [
    "the template is missing",
    remove("jobs", "rel-loadgen"),
    "expected a Job rel-loadgen as a template, got none",
  ],
  ["the template runs", ({ jobs }) => {
    jobs[0].spec.suspend = false;
  }, "expected the Job rel-loadgen suspended, as it is a template"],
  ["the template lacks a variable", ({ jobs }) => {
    jobs[0].spec.template.spec.containers[0].env.shift();
  }, "expected RUN_ID in the env of the Job rel-loadgen"],
  ["another run is under way", ({ jobs }) => {
    const labels = { ...jobs[0].metadata.labels, "stt-bench/run": "r1" };
    jobs.push({ ...jobs[0], metadata: { name: "rel-loadgen-r1", labels } });
  }, "expected no other run, got the Job rel-loadgen-r1"],
];

for (const [what, change, problem] of rows) {
  test(`readRelease refuses a release when ${what}`, async () => {
    const error = await assertRejects(() => read(change), ClusterError);
    assertStringIncludes(error.message, `\n- ${problem}`);
    assertEquals(error.message.split("\n").length, 2, error.message);
  });
}

test("readRelease takes no other run for one that has ended", async () => {
  await read(({ jobs }) => {
    const labels = { ...jobs[0].metadata.labels, "stt-bench/run": "r1" };
    const status = { conditions: [{ type: "Failed", status: "True" }] };
    jobs.push({ ...jobs[0], metadata: { name: "rel-loadgen-r1", labels }, status });
  });
});

test("readRelease reports everything that is wrong together", async () => {
  const error = await assertRejects(() =>
    read((state) => {
      state.services = [];
      remove("jobs", "rel-loadgen")(state);
    }), ClusterError);
  assertEquals(error.message.split("\n").length, 4, error.message);
});
