import { join } from "node:path";
import process from "node:process";
import { test } from "node:test";
import { assert, assertEquals, assertRejects } from "@std/assert";
import { variants } from "@stt-bench/bench";
import { installGoProgram, reasonNotToHave, root } from "@stt-bench/toolchain";
import type { IJobSpec } from "kubernetes-models/batch/v1/JobSpec";
import { checkChart } from "./check_chart.ts";
import { Helm, HelmError } from "./helm/helm.ts";
import { checkRelease } from "./policies/check_release.ts";
import { isKeptApart } from "./policies/kept_apart.ts";
import { createAskProgram } from "./programs/ask_program.ts";
import { parseManifests } from "./release/parse_manifests.ts";
import { Release } from "./release/release.ts";
import type { Workload } from "./release/workload.ts";
import { validateManifest } from "./schema/validate_manifest.ts";
import { valuesFiles } from "./values_files.ts";

const skip = await reasonNotToHave("helm") ?? false;
const chart = join(root, "charts/stt-bench");

let built: Promise<string> | undefined;

/** Helm, which the first test that wants it builds. */
async function findHelm(): Promise<Helm> {
  built ??= installGoProgram("helm", { say: (line) => void process.stderr.write(`${line}\n`) });
  return new Helm(await built);
}

async function render(
  set: readonly string[],
  { values = "values.yaml", name = "rel" } = {},
): Promise<Release> {
  const helm = await findHelm();
  const release = { chart, name, namespace: "speech", values: [join(chart, values)], set };
  return new Release(parseManifests(await helm.template(release)));
}

function find(release: Release, name: string): Workload {
  const found = release.workloads.find(({ manifest }) => manifest.metadata.name === name);
  assert(found, `${name} is there`);
  return found;
}

function variablesOf({ containers }: Workload): Record<string, string | undefined> {
  return Object.fromEntries((containers[0]?.env ?? []).map(({ name, value }) => [name, value]));
}

const files = await valuesFiles(chart);
const ask = createAskProgram();

for (const values of files) {
  test(`The chart with ${values} breaks no rule`, { skip }, async () => {
    const { manifests, problems } = await checkChart(chart, values, {
      helm: await findHelm(),
      ask,
    });
    assertEquals(problems, []);
    assert(manifests.length > 20, `${manifests.length} objects`);
  });
}

test("values-ci.yaml switches everything on that the chart can make", { skip }, async () => {
  const { manifests } = await render([], { values: "values-ci.yaml" });
  assertEquals([...new Set(manifests.map(({ kind }) => kind))].sort(), [
    "ConfigMap",
    "Deployment",
    "Job",
    "NetworkPolicy",
    "PersistentVolumeClaim",
    "PodDisruptionBudget",
    "Service",
    "ServiceAccount",
    "ServiceMonitor",
  ]);
});

test("Every gateway has a Deployment of no replicas, and a Service", { skip }, async () => {
  const release = await render([]);
  const gateways = release.workloads.filter(({ component }) => component === "gateway");
  assertEquals(
    gateways.map(({ manifest, labels }) => [
      labels["stt-bench/variant"],
      manifest.metadata.name,
      (manifest.spec as { replicas?: number }).replicas,
      release.has("Service", manifest.metadata.name),
    ]).sort(),
    variants.map(({ name }) => [name, `rel-gateway-${name}`, 0, true]).sort(),
  );
});

test("Each gateway has the variables of its variant in a bench", { skip }, async () => {
  const release = await render([]);
  for (const { name, env, runtime, flags = [] } of variants) {
    const gateway = find(release, `rel-gateway-${name}`);
    const given = variablesOf(gateway);
    assertEquals({ ...given, ...env }, given);
    assert(gateway.containers[0]?.image?.includes(`/gateway-${runtime}:`), name);
    const ofRuntime = [given["NODE_OPTIONS"], given["DENO_V8_FLAGS"]].filter((text) => text);
    assertEquals(ofRuntime, flags.map((flag) => flag.replace("--v8-flags=", "")));
  }
});

test("Gateways, simulators and generators share no node unless told", { skip }, async () => {
  assertEquals(isKeptApart(await render([])), true);
  assertEquals(isKeptApart(await render(["placement=share"])), false);
});

test("The shape of 2 CPUs has as many workers", { skip }, async () => {
  const gateway = find(await render(["gateways.bun.shape=2vcpu"]), "rel-gateway-bun");
  assertEquals(variablesOf(gateway)["WORKERS"], "2");
  assertEquals(gateway.containers[0]?.resources?.limits?.["cpu"], "2");
});

test("A gateway has connections for each simulator, 64 at most", { skip }, async () => {
  const connections = async (...set: string[]) =>
    variablesOf(find(await render(set), "rel-gateway-bun"))["INFERENCE_CONNECTIONS"];
  assertEquals(await connections("simulator.replicas=5"), "10");
  assertEquals(await connections("simulator.replicas=100"), "64");
});

test("DNS tells a gateway the addresses of all simulators", { skip }, async () => {
  const services = (await render([])).all("Service");
  const simulator = services.find(({ metadata }) => metadata.name === "rel-simulator");
  assertEquals(simulator?.spec?.clusterIP, "None");
});

test("A digest counts besides the tag", { skip }, async () => {
  const digest = `sha256:${"0".repeat(64)}`;
  const release = await render([`image.digests.simulator=${digest}`]);
  const image = find(release, "rel-simulator").containers[0]?.image;
  assert(image?.endsWith(`@${digest}`), image);
  assertEquals(checkRelease(release), []);
});

test("The load generator's Job has as many pods as shards", { skip }, async () => {
  const job = find(await render(["loadgen.shards=12", "loadgen.sessions=1000000"]), "rel-loadgen");
  const { completions, parallelism } = job.manifest.spec as IJobSpec;
  assertEquals([completions, parallelism], [12, 12]);
  const { SHARDS, SESSIONS } = variablesOf(job);
  assertEquals([SHARDS, SESSIONS], ["12", "1000000"]);
});

const options = ["collector.persistence.enabled=false", "networkPolicy.enabled=false"];

for (const option of options) {
  test(`The chart with ${option} breaks no rule`, { skip }, async () => {
    const release = await render([option]);
    assertEquals(release.manifests.flatMap(validateManifest), []);
    assertEquals(checkRelease(release), []);
  });
}

const names = variants.map(({ name }) => name).sort().join(", ");

const refused: [what: string, set: string, message: string][] = [
  [
    "an unknown gateway to load",
    "loadgen.gateway=rust",
    `Cannot find the gateway of loadgen.gateway: expected one of ${names}, got "rust"`,
  ],
  [
    "values of an unknown gateway",
    "gateways.rust.replicas=1",
    `Cannot find the gateway of gateways: expected one of ${names}, got "rust"`,
  ],
  ["an unknown shape", "gateway.shape=9vcpu", `expected one of 1vcpu, 2vcpu, got "9vcpu"`],
  ["the tag latest", "image.tag=latest", "Cannot take images by the tag latest"],
  ["an unknown value", "gatway.replicas=1", "additional properties 'gatway' not allowed"],
  ["an unknown value further down", "simulator.replica=1", "properties 'replica' not allowed"],
  ["a text for a number", "gateways.bun.replicas=two", "got string, want integer"],
  ["a digest that is none", "image.digests.loadgen=sha256:abc", "does not match pattern"],
];

for (const [what, set, message] of refused) {
  test(`The chart refuses ${what}, and says so`, { skip }, async () => {
    await assertRejects(() => render([set]), HelmError, message);
  });
}

for (const name of ["1st", "a".repeat(33)]) {
  test(`The chart refuses the release ${name}, after which no Service can be called`, {
    skip,
  }, async () => {
    const message = `expected at most 32 of a-z, 0-9 and -, the first of a-z, got "${name}"`;
    await assertRejects(() => render([], { name }), HelmError, message);
  });
}

test("The longest name of a release leaves every object a name", { skip }, async () => {
  const release = await render([], { name: "a".repeat(32), values: "values-ci.yaml" });
  assertEquals(checkRelease(release), []);
});
