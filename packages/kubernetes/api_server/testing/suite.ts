/**
 * `bench:k8s` against a real API server, with real controllers and a real scheduler; `../main.ts` starts
 * this in a network of its own. What pods are is told in `../kubelet_stand_in.ts`.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import process from "node:process";
import { after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { benchK8s } from "../../bench/bench_k8s.ts";
import type { K8sReport } from "../../bench/bench_k8s.ts";
import { parseK8sOptions } from "../../bench/k8s_options.ts";
import { Kubectl } from "../../bench/kubectl/kubectl.ts";
import { processRunner } from "../../bench/kubectl/process_runner.ts";
import { recordingProgress } from "../../bench/testing/recording_progress.ts";
import { valuesFiles } from "../../chart/values_files.ts";
import type { Json } from "../api_client.ts";
import { benchRole } from "../bench_role.ts";
import { startControlPlane } from "../control_plane.ts";
import type { ApiUser, ControlPlane } from "../control_plane.ts";
import { hostsFileIn, KubeletStandIn } from "../kubelet_stand_in.ts";
import { CHART, renderChart } from "../render_chart.ts";
import { kubectlScript } from "./kubectl_script.ts";
import { programsByImage } from "./programs.ts";

const NAMESPACE = "speech";
const RELEASE = "rel";
const folder = process.env["K8S_FOLDER"]!;
const program = process.env["CONTROL_PLANE"]!;

/** No pod gets in that doesn't meet the strictest level of Pod Security. */
const namespace = {
  apiVersion: "v1",
  kind: "Namespace",
  metadata: { name: NAMESPACE, labels: { "pod-security.kubernetes.io/enforce": "restricted" } },
};

/** What the collector's claim is bound to. */
const volume = {
  apiVersion: "v1",
  kind: "PersistentVolume",
  metadata: { name: "volume" },
  spec: {
    capacity: { storage: "100Gi" },
    accessModes: ["ReadWriteOnce"],
    hostPath: { path: "/nowhere" },
  },
};

let plane: ControlPlane;
let kubelet: KubeletStandIn;
let kubectlPath: string;

before(async () => {
  kubectlPath = await kubectlScript(folder, program);
  plane = await startControlPlane(program, folder);
  kubelet = await KubeletStandIn.start({
    client: plane.client,
    tls: plane.tls,
    nodes: 2,
    find: await programsByImage(),
    folder,
    hostsFile: hostsFileIn(folder),
  });
  await applyObjects([namespace, volume]);
  await apply(await renderChart(RELEASE, NAMESPACE, "values-homelab.yaml"));
});

after(async () => {
  await kubelet?.stop();
  await plane?.stop();
});

/** kubectl as `user` has it. */
async function kubectlOf(user: ApiUser): Promise<Kubectl> {
  const target = { program: kubectlPath, context: "test", namespace: NAMESPACE };
  // kubectl reads its configuration from here; a test runs as one user at a time.
  process.env["KUBECONFIG"] = await plane.kubeconfig(user);
  return new Kubectl(target, processRunner(kubectlPath));
}

/** Applies manifests as strictly as a server can: an unknown field is an error. */
async function apply(input: string, ...flags: readonly string[]): Promise<string> {
  const kubectl = await kubectlOf(plane.admin);
  const args = ["apply", "--server-side", "--validate=strict", "-f", "-", ...flags];
  return await kubectl.run(args, { input });
}

async function applyObjects(items: readonly Json[]): Promise<void> {
  await apply(JSON.stringify({ apiVersion: "v1", kind: "List", items }));
}

/** What a bench came to. */
interface Benched {
  readonly report: K8sReport;
  readonly news: readonly string[];
  readonly lines: readonly string[];
}

const LOAD = ["--ramp-up-secs", "1", "--warmup-secs", "2", "--measure-secs", "3"];
/** Minutes are for clusters that pull images. */
const WAITS = ["--rollout-timeout", "60", "--start-timeout", "60", "--run-timeout", "90"];

async function bench(
  user: ApiUser,
  args: readonly string[],
  onNews: (text: string) => void = () => {},
  signal: AbortSignal = new AbortController().signal,
): Promise<Benched> {
  const out = await mkdtemp(join(folder, "results-"));
  const cluster = ["--context", "test", "--namespace", NAMESPACE, "--release", RELEASE];
  const options = parseK8sOptions([...cluster, ...LOAD, ...WAITS, "--out", out, ...args]);
  const [news, lines]: string[][] = [[], []];
  const tell = (text: string) => {
    news!.push(text);
    onNews(text);
  };
  try {
    const report = await benchK8s(options, {
      kubectl: await kubectlOf(user),
      progress: recordingProgress(tell),
      signal,
      write: (line) => lines!.push(line),
      pollMs: 300,
      random: Math.random,
      arguments: args,
    });
    return { report, news: news!, lines: lines! };
  } finally {
    await rm(out, { recursive: true });
  }
}

const path = (group: string, kind: string) => `/apis/${group}/v1/namespaces/${NAMESPACE}/${kind}`;

async function until(what: string, isSo: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 400; tries++) {
    if (await isSo()) return;
    await sleep(150);
  }
  const kubectl = await kubectlOf(plane.admin);
  const objects = await kubectl.run(["get", "pods,jobs,deployments", "-o", "wide"]);
  const events = await kubectl.run(["get", "events"]);
  throw new Error(`Cannot wait any longer: expected ${what}, got\n${objects}\n${events}`);
}

/** Gateways are at zero, and of runs nothing is left: not even pods that are still ending. */
async function assertAtRest(): Promise<void> {
  const { items } = await plane.client.json("GET", path("apps", "deployments"));
  const gateways = items.filter(({ metadata }: Json) => "stt-bench/variant" in metadata.labels);
  assertEquals(gateways.map(({ spec }: Json) => spec.replicas), [0, 0, 0, 0, 0, 0]);
  const jobs = await plane.client.json("GET", path("batch", "jobs"));
  assertEquals(jobs.items.map(({ metadata }: Json) => metadata.name), [
    "rel-inferbench",
    "rel-loadgen",
    "rel-merge",
  ]);
  await until("no pods of runs and gateways", async () => {
    const pods = await plane.client.json("GET", `/api/v1/namespaces/${NAMESPACE}/pods`);
    const components = pods.items.map(({ metadata }: Json) =>
      metadata.labels["app.kubernetes.io/component"]
    );
    return components.every((each: string) => each === "simulator" || each === "collector");
  });
}

const ONE = ["--variant", "bun", "--sessions", "60", "--shards", "3"];

for (const values of await valuesFiles(CHART)) {
  test(`The server takes every manifest of the chart with ${values}`, async () => {
    const yaml = await renderChart("other", NAMESPACE, values);
    const taken = await apply(yaml, "--dry-run=server");
    assertEquals(taken.trim().split("\n").length, yaml.match(/^kind: /gm)!.length);
  });
}

test("Pods meet the restricted level; simulator and collector get ready", async () => {
  await until("simulator and collector ready", async () => {
    const { items } = await plane.client.json("GET", path("apps", "deployments"));
    return items.every(({ spec, status }: Json) => (status.readyReplicas ?? 0) === spec.replicas);
  });
});

test("Without rights bench:k8s says so, and changes nothing", async () => {
  const error = await bench(plane.user, ONE).catch((error) => error);
  assertStringIncludes(String(error), "Forbidden");
  await assertAtRest();
});

test("With the Role that the docs list it measures a gateway under load from three pods", async () => {
  const metadata = { name: "bench", namespace: NAMESPACE };
  const rbac = "rbac.authorization.k8s.io";
  await applyObjects([benchRole("bench", NAMESPACE), {
    apiVersion: `${rbac}/v1`,
    kind: "RoleBinding",
    metadata,
    roleRef: { apiGroup: rbac, kind: "Role", name: "bench" },
    subjects: [{ apiGroup: rbac, kind: "User", name: plane.user.name }],
  }]);
  const { report, news, lines } = await bench(plane.user, ONE);
  const [run] = report.runs;
  const { summary, reasons } = run!.result;
  assert(summary !== undefined, [...reasons, ...news, ...run!.result.log].join("\n"));
  assertEquals([summary.sessions, lines], [60, []]);
  assertEquals(summary.shards?.merged.map(({ index }) => index), [0, 1, 2]);
  assert(news.includes("3 of 3 shards run"), news.join("\n"));
  assertEquals(news.filter((each) => each === "measure"), ["measure"]);
  assertEquals(
    [summary.gateway?.variant, summary.simulator?.alive],
    ["bun", true],
    news.join("\n"),
  );
  assert(summary.gateway!.cpu_us_per_session_second > 0);
  const { received, ...became } = summary.gateway_ledger!;
  assertEquals(received, Object.values(became).reduce((sum, frames) => sum + frames));
  await assertAtRest();
});

test("A shard that is killed under load makes the run invalid, and is named", async () => {
  const killSecond = () => {
    const name = kubelet.running.find((pod) => /-loadgen-\d+-\w+-1-/.test(pod));
    kubelet.processOf(name!)!.kill();
  };
  const args = ["--variant", "node-tuned", "--sessions", "30", "--shards", "2"];
  const { report } = await bench(plane.user, args, (text) => text === "warmup" && killSecond());
  const { reasons, summary } = report.runs[0]!.result;
  assertEquals([report.manifest.outcome, summary?.sessions], ["invalid", 15], reasons.join("\n"));
  assertStringIncludes(reasons.join("\n"), "shards is all but 1 of 2, expected all");
  assertStringIncludes(reasons.join("\n"), "exit code 137");
  await assertAtRest();
});

test("A cluster without room is named as the scheduler says it, and left as it was", async () => {
  await kubelet.cordon(true);
  const { report, news } = await bench(plane.user, [...ONE, "--problem-timeout", "1"]);
  await kubelet.cordon(false);
  assertEquals(report.manifest.outcome, "fail");
  assertStringIncludes(report.runs[0]!.result.reasons.join("\n"), "Unschedulable");
  assert(news.some((each) => each.includes("nodes are available")), news.join("\n"));
  await assertAtRest();
});

test("Ctrl-C under load leaves the cluster as it was", async () => {
  const interruption = new AbortController();
  const { report, news } = await bench(
    plane.user,
    ONE,
    (text) => text === "warmup" && interruption.abort(),
    interruption.signal,
  );
  assertEquals(report.manifest.outcome, "interrupted", news.join("\n"));
  await assertAtRest();
});

test("What isn't the release's own was not touched", async () => {
  const { items } = await plane.client.json("GET", path("apps", "deployments"));
  const generations = items
    .filter(({ metadata }: Json) => !("stt-bench/variant" in metadata.labels))
    .map(({ metadata }: Json) => metadata.generation);
  assertEquals(generations, [1, 1]);
});
