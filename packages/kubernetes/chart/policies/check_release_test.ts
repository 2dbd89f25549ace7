import { test } from "node:test";
import { assert, assertEquals } from "@std/assert";
import { Release } from "../release/release.ts";
import { validateManifest } from "../schema/validate_manifest.ts";
import { goodRelease } from "../testing/good_release.ts";
import type { Changeable } from "../testing/good_release.ts";
import { checkRelease, policies } from "./check_release.ts";

type Find = (kind: string, name: string) => Changeable;

/** Problems of a release without a fault that `change` puts one into. */
function problemsAfter(change: (find: Find, all: Changeable[]) => void): string[] {
  const manifests: Changeable[] = goodRelease();
  const find: Find = (kind, name) =>
    manifests.find((each) => each.kind === kind && each.metadata.name === name);
  change(find, manifests);
  return checkRelease(new Release(manifests));
}

const gateway = (find: Find) => find("Deployment", "rel-gateway-bun").spec;
const pod = (find: Find) => gateway(find).template.spec;
const container = (find: Find) => pod(find).containers[0];
const job = (find: Find) => find("Job", "rel-loadgen").spec;
const policy = (find: Find, name: string) => find("NetworkPolicy", `rel-${name}`).spec;
const remove = (all: Changeable[], kind: string, name: string) =>
  all.splice(all.findIndex((each) => each.kind === kind && each.metadata.name === name), 1);

test("checkRelease has nothing to say of a good release", () => {
  assertEquals(problemsAfter(() => {}), []);
  for (const manifest of goodRelease()) assertEquals(validateManifest(manifest), []);
});

type Row = [what: string, change: (find: Find, all: Changeable[]) => void, problem: string];

const GATEWAY = "Deployment rel-gateway-bun:";

const faults: Row[] = [
  // Own objects.
  [
    "a name that isn't the release's",
    (find) => find("ConfigMap", "rel-settings").metadata.name = "settings",
    "ConfigMap settings: own objects: expected a name that begins with rel, got settings",
  ],
  [
    "an object without the release's label",
    (find) => delete find("Service", "rel-simulator").metadata.labels["app.kubernetes.io/name"],
    "Service rel-simulator: own objects: expected label app.kubernetes.io/name: stt-bench, got {",
  ],
  [
    "an object twice",
    (find, all) => all.push(structuredClone(find("Service", "rel-simulator"))),
    "Service rel-simulator: own objects: expected one object of this kind and name, got two",
  ],
  [
    "an object without a namespace",
    (find) => delete find("Service", "rel-simulator").metadata.namespace,
    "Service rel-simulator: own objects: expected a namespace, got none",
  ],
  // Well-formed values.
  [
    "a Service whose name begins with a digit",
    (find) => find("Service", "rel-simulator").metadata.name = "1-simulator",
    "Service 1-simulator: well-formed values: expected a name like ",
  ],
  [
    "a name in capitals",
    (find) => find("ConfigMap", "rel-settings").metadata.name = "rel-Settings",
    "ConfigMap rel-Settings: well-formed values: expected a name like ",
  ],
  [
    "a label's name that is none",
    (find) => gateway(find).template.metadata.labels["a/b/c"] = "x",
    `${GATEWAY} well-formed values: expected a label's name, got a/b/c`,
  ],
  [
    "a label's value that is none",
    (find) => find("Service", "rel-simulator").metadata.labels.version = "0.1.0+abc",
    "Service rel-simulator: well-formed values: expected a label's value for version, got 0.1.0+abc",
  ],
  [
    "a label's value that is too long",
    (find) => gateway(find).template.metadata.labels.version = "a".repeat(64),
    `${GATEWAY} well-formed values: expected a label's value for version, got aaa`,
  ],
  [
    "a variable's name that is none",
    (find) => container(find).env.push({ name: "MAX SESSIONS", value: "1" }),
    `${GATEWAY} well-formed values: expected a variable's name, got MAX SESSIONS`,
  ],
  [
    "a variable twice",
    (find) => container(find).env.push({ name: "INFERENCE_URL", value: "" }),
    `${GATEWAY} well-formed values: expected each variable once, got ["INFERENCE_URL"]`,
  ],
  [
    "a long name of a port",
    (find) => container(find).ports[0].name = "websocket-and-http",
    `${GATEWAY} well-formed values: expected a port's name of ≤ 15 letters, got websocket-and-http`,
  ],
  [
    "a port that there is none of",
    (find) => container(find).ports[0].containerPort = 65536,
    `${GATEWAY} well-formed values: expected a port in 1–65535, got 65536`,
  ],
  [
    "a quantity that is none",
    (find) => container(find).resources.limits.memory = "2 GB",
    `${GATEWAY} well-formed values: expected a quantity such as 500m or 2Gi, got 2 GB`,
  ],
  // Restricted pods.
  [
    "a pod that may be root",
    (find) => delete pod(find).securityContext.runAsNonRoot,
    `${GATEWAY} restricted pods: expected runAsNonRoot: true, got none`,
  ],
  [
    "a pod that is root",
    (find) => pod(find).securityContext.runAsUser = 0,
    `${GATEWAY} restricted pods: expected a runAsUser that isn't 0, got 0`,
  ],
  [
    "a container that is root",
    (find) => container(find).securityContext.runAsUser = 0,
    `${GATEWAY} restricted pods: expected container gateway with no runAsUser 0, got 0`,
  ],
  [
    "a container that may be root",
    (find) => container(find).securityContext.runAsNonRoot = false,
    `${GATEWAY} restricted pods: expected container gateway with no runAsNonRoot: false`,
  ],
  [
    "a pod without seccomp",
    (find) => pod(find).securityContext.seccompProfile.type = "Unconfined",
    `${GATEWAY} restricted pods: expected seccompProfile.type RuntimeDefault, got Unconfined`,
  ],
  [
    "a token of the API server",
    (find) => delete pod(find).automountServiceAccountToken,
    `${GATEWAY} restricted pods: expected automountServiceAccountToken: false, got none`,
  ],
  [
    "the host's network",
    (find) => pod(find).hostNetwork = true,
    `${GATEWAY} restricted pods: expected nothing of the host, got ["hostNetwork"]`,
  ],
  [
    "a folder of the host",
    (find) => pod(find).volumes[0] = { name: "settings", hostPath: { path: "/" } },
    `${GATEWAY} restricted pods: expected volumes of configMap, emptyDir, persistentVolumeClaim, projected, secret, got ["hostPath"]`,
  ],
  [
    "privilege escalation",
    (find) => delete container(find).securityContext.allowPrivilegeEscalation,
    `${GATEWAY} restricted pods: expected container gateway with allowPrivilegeEscalation: false`,
  ],
  [
    "a root file system that can be written",
    (find) => container(find).securityContext.readOnlyRootFilesystem = false,
    `${GATEWAY} restricted pods: expected container gateway with readOnlyRootFilesystem: true`,
  ],
  [
    "a privileged container",
    (find) => container(find).securityContext.privileged = true,
    `${GATEWAY} restricted pods: expected container gateway with privileged: false, got true`,
  ],
  [
    "capabilities that are kept",
    (find) => container(find).securityContext.capabilities.drop = ["NET_RAW"],
    `${GATEWAY} restricted pods: expected container gateway with capabilities.drop ALL`,
  ],
  [
    "a capability that is added",
    (find) => container(find).securityContext.capabilities.add = ["NET_ADMIN"],
    `${GATEWAY} restricted pods: expected container gateway with no capabilities.add`,
  ],
  [
    "a port of the host",
    (find) => container(find).ports[0].hostPort = 3000,
    `${GATEWAY} restricted pods: expected container gateway with no hostPort, got [3000]`,
  ],
  [
    "an init container that is privileged",
    (find) =>
      pod(find).initContainers = [{
        ...container(find),
        name: "init",
        securityContext: { ...container(find).securityContext, privileged: true },
      }],
    `${GATEWAY} restricted pods: expected container init with privileged: false, got true`,
  ],
  // Pinned images.
  ...["gateway-bun", "ghcr.io/stt-bench/gateway-bun", "ghcr.io/stt-bench/gateway-bun:latest"].map(
    (image): Row => [
      `the image ${image}`,
      (find) => container(find).image = image,
      `${GATEWAY} pinned images: expected an image by its version, got ${image}`,
    ],
  ),
  [
    "a digest that is none",
    (find) => container(find).image += "@sha256:abc",
    `${GATEWAY} pinned images: expected an image by its version`,
  ],
  // Equal resources.
  [
    "no limit of memory",
    (find) => delete container(find).resources.limits.memory,
    `${GATEWAY} equal resources: expected container gateway with a limit of memory`,
  ],
  [
    "a request below its limit",
    (find) => container(find).resources.requests.cpu = "500m",
    `${GATEWAY} equal resources: expected container gateway with a limit of cpu that is its request, got {"limit":"1","request":"500m"}`,
  ],
  [
    "no resources",
    (find) => delete container(find).resources,
    `${GATEWAY} equal resources: expected container gateway with a limit of cpu`,
  ],
  // Patient probes.
  [
    "an impatient probe",
    (find) =>
      container(find).livenessProbe = { ...container(find).livenessProbe, timeoutSeconds: 4 },
    `${GATEWAY} patient probes: expected a livenessProbe of gateway with ≥ 5 s, got 4 s`,
  ],
  [
    "a probe with the time that Kubernetes gives it",
    (find) => delete container(find).readinessProbe.timeoutSeconds,
    `${GATEWAY} patient probes: expected a readinessProbe of gateway with ≥ 5 s, got 1 s`,
  ],
  [
    "no probe",
    (find) => delete container(find).readinessProbe,
    `${GATEWAY} patient probes: expected container gateway with a readinessProbe, got none`,
  ],
  [
    "a probe at another port",
    (find) => container(find).readinessProbe.httpGet.port = "admin",
    `${GATEWAY} patient probes: expected a readinessProbe of gateway at a port that it has, got admin`,
  ],
  // Graceful end.
  [
    "a short preStop",
    (find) => container(find).lifecycle.preStop.sleep.seconds = 4,
    `${GATEWAY} graceful end: expected container gateway with a preStop sleep of ≥ 5 s, got 4 s`,
  ],
  [
    "no preStop",
    (find) => delete container(find).lifecycle,
    `${GATEWAY} graceful end: expected container gateway with a preStop sleep of ≥ 5 s, got 0 s`,
  ],
  [
    "a grace period that the drain outlives",
    (find) => pod(find).terminationGracePeriodSeconds = 15,
    `${GATEWAY} graceful end: expected terminationGracePeriodSeconds > 15, its preStop and drain, got 15`,
  ],
  [
    "a gateway that doesn't say how long it drains",
    (find) => container(find).env = container(find).env.slice(0, 1),
    `${GATEWAY} graceful end: expected container gateway with DRAIN_TIMEOUT_MS, got none`,
  ],
  // Matching selectors.
  [
    "a Deployment whose selector isn't its pods'",
    (find) => gateway(find).selector = { matchLabels: { app: "gateway" } },
    `${GATEWAY} matching selectors: expected a selector that selects its own pods and no others, got none`,
  ],
  [
    "a Deployment that takes another's pods",
    (find) => gateway(find).selector = { matchLabels: { "app.kubernetes.io/name": "stt-bench" } },
    `${GATEWAY} matching selectors: expected a selector that selects its own pods and no others, got Deployment rel-gateway-bun, Deployment rel-simulator,`,
  ],
  [
    "a Service without pods",
    (find) => find("Service", "rel-simulator").spec.selector = { app: "simulator" },
    "Service rel-simulator: matching selectors: expected a selector that selects the pods of one Deployment, got none",
  ],
  [
    "a PodDisruptionBudget without pods",
    (find) =>
      find("PodDisruptionBudget", "rel-simulator").spec.selector.matchLabels = { app: "simulator" },
    "PodDisruptionBudget rel-simulator: matching selectors: expected a selector that selects the",
  ],
  [
    "a NetworkPolicy without pods",
    (find) => policy(find, "collector").podSelector = { matchLabels: { app: "collector" } },
    "NetworkPolicy rel-collector: matching selectors: expected a podSelector that selects pods",
  ],
  [
    "a ServiceMonitor without Services",
    (find) => find("ServiceMonitor", "rel-monitoring").spec.selector.matchLabels = { app: "x" },
    "ServiceMonitor rel-monitoring: matching selectors: expected a selector that selects Services",
  ],
  [
    "a ServiceMonitor of a port that no Service has",
    (find) => find("ServiceMonitor", "rel-monitoring").spec.endpoints[0].port = "metrics",
    "ServiceMonitor rel-monitoring: matching selectors: expected ports that Services have, got no metrics of rel-gateway-bun",
  ],
  // Served ports.
  [
    "a Service of a port that no container has",
    (find) => find("Service", "rel-simulator").spec.ports[0].targetPort = "grpc",
    "Service rel-simulator: served ports: expected a targetPort that rel-simulator has, got grpc",
  ],
  [
    "a Service without a targetPort at a port that no container has",
    (find) => find("Service", "rel-simulator").spec.ports = [{ name: "http", port: 80 }],
    "Service rel-simulator: served ports: expected a targetPort that rel-simulator has, got 80",
  ],
  // Known references.
  [
    "a ServiceAccount that isn't there",
    (_find, all) => remove(all, "ServiceAccount", "rel"),
    `${GATEWAY} known references: expected a ServiceAccount of the release, got rel`,
  ],
  [
    "the namespace's own ServiceAccount",
    (find) => delete pod(find).serviceAccountName,
    `${GATEWAY} known references: expected a ServiceAccount of the release, got default`,
  ],
  [
    "a ConfigMap that isn't there",
    (_find, all) => remove(all, "ConfigMap", "rel-settings"),
    `${GATEWAY} known references: expected a ConfigMap of the release, got rel-settings`,
  ],
  [
    "a variable out of a ConfigMap that isn't there",
    (find) =>
      container(find).env.push({
        name: "A",
        valueFrom: { configMapKeyRef: { name: "others", key: "a" } },
      }),
    `${GATEWAY} known references: expected a ConfigMap of the release, got others`,
  ],
  [
    "a claim that isn't there",
    (_find, all) => remove(all, "PersistentVolumeClaim", "rel-collector"),
    "Deployment rel-collector: known references: expected a PersistentVolumeClaim of the release, got rel-collector",
  ],
  [
    "a mount of no volume",
    (find) => container(find).volumeMounts.push({ name: "cache", mountPath: "/cache" }),
    `${GATEWAY} known references: expected a volume of settings, tmp, got cache`,
  ],
  // Useful budgets.
  [
    "a budget for one replica",
    (find) => gateway(find).replicas = 1,
    `${GATEWAY} useful budgets: expected no PodDisruptionBudget for 1 replicas, got 1`,
  ],
  [
    "no budget for two",
    (_find, all) => remove(all, "PodDisruptionBudget", "rel-gateway-bun"),
    `${GATEWAY} useful budgets: expected one PodDisruptionBudget for 2 replicas, got 0`,
  ],
  // Job templates.
  [
    "a Job that runs at once",
    (find) => delete job(find).suspend,
    "Job rel-loadgen: job templates: expected suspend: true, got none",
  ],
  [
    "a Job whose shards run one after the other",
    (find) => job(find).parallelism = 1,
    `Job rel-loadgen: job templates: expected as many completions as parallelism, got {"completions":2,"parallelism":1}`,
  ],
  [
    "a Job without indexes",
    (find) => job(find).completionMode = "NonIndexed",
    "Job rel-loadgen: job templates: expected completionMode Indexed for more than one pod, got NonIndexed",
  ],
  [
    "an index where there is none",
    (find) => job(find).completionMode = "NonIndexed",
    "Job rel-loadgen: job templates: expected a variable of RUN_ID, GATEWAY_URL, SHARDS, got JOB_COMPLETION_INDEX",
  ],
  [
    "a Job that tries again",
    (find) => delete job(find).backoffLimitPerIndex,
    "Job rel-loadgen: job templates: expected no second try",
  ],
  [
    "a Job that restarts its pods",
    (find) => job(find).template.spec.restartPolicy = "OnFailure",
    "Job rel-loadgen: job templates: expected restartPolicy Never, got OnFailure",
  ],
  [
    "an argument of a variable that isn't there",
    (find) => job(find).template.spec.containers[0].args.push("--sessions=$(SESSIONS)"),
    "Job rel-loadgen: job templates: expected a variable of JOB_COMPLETION_INDEX, RUN_ID, GATEWAY_URL, SHARDS, got SESSIONS",
  ],
  // Kept apart.
  [
    "a part that may share a node with another",
    (find) =>
      pod(find).affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution.pop(),
    `${GATEWAY} kept apart: expected to share no node with other parts, and only those, got otherwise for rel-loadgen`,
  ],
  [
    "a part whose own pods keep apart",
    (find) => {
      const [term] =
        pod(find).affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution;
      term.labelSelector = { matchLabels: { "app.kubernetes.io/name": "stt-bench" } };
    },
    `${GATEWAY} kept apart: expected to share no node with other parts, and only those, got otherwise for rel-gateway-bun`,
  ],
  [
    "pods that aren't spread",
    (find) => delete pod(find).topologySpreadConstraints,
    `${GATEWAY} kept apart: expected its own pods spread over kubernetes.io/hostname, got []`,
  ],
  [
    "pods that spread by another part's",
    (find) => pod(find).topologySpreadConstraints[0].labelSelector.matchLabels = { app: "x" },
    `${GATEWAY} kept apart: expected its own pods spread over kubernetes.io/hostname, got []`,
  ],
  // Needed network.
  [
    "no way out to what is needed",
    (find) => policy(find, "gateway").egress.pop(),
    `${GATEWAY} needed network: expected a way to http://rel-simulator:9000, got none`,
  ],
  [
    "no way in for what is needed",
    (find) => policy(find, "simulator").ingress[0].from.shift(),
    `${GATEWAY} needed network: expected a way to http://rel-simulator:9000, got none`,
  ],
  [
    "a way to another port",
    (find) => policy(find, "loadgen").egress[2].ports[0].port = 80,
    "Job rel-loadgen: needed network: expected a way to http://rel-collector:8080, got none",
  ],
  [
    "no way to DNS",
    (find) => policy(find, "gateway").egress.shift(),
    `${GATEWAY} needed network: expected a way to DNS for http://rel-simulator:9000, got none`,
  ],
  [
    "no way to a model elsewhere",
    (find) => container(find).env[0].value = "http://model.elsewhere:9000",
    `${GATEWAY} needed network: expected a way to http://model.elsewhere:9000, got none`,
  ],
  [
    "a way that nobody needs",
    (find) => {
      policy(find, "simulator").ingress[0].from.push({ podSelector: {} });
      policy(find, "loadgen").egress.push({ to: [{ podSelector: {} }] });
    },
    "Job rel-loadgen: needed network: expected no way that nobody needs, got loadgen → simulator:9000",
  ],
  [
    "a part whose ways are all open",
    (_find, all) => remove(all, "NetworkPolicy", "rel-loadgen"),
    "Job rel-loadgen: needed network: expected a NetworkPolicy for its Egress, got none",
  ],
  [
    "a way out to anywhere",
    (find) => policy(find, "loadgen").egress.push({ ports: [{ port: 443 }] }),
    "Job rel-loadgen: needed network: expected a way out that leads somewhere, got anywhere",
  ],
  [
    "a way out to every address",
    (find) => policy(find, "loadgen").egress.push({ to: [{ ipBlock: { cidr: "0.0.0.0/0" } }] }),
    "Job rel-loadgen: needed network: expected a way out that leads somewhere, got anywhere",
  ],
  [
    "no way in for the API server",
    (find) => policy(find, "gateway").ingress[0].from.pop(),
    `${GATEWAY} needed network: expected a way in to 3000 for the API server's proxy, got none`,
  ],
];

for (const [what, change, problem] of faults) {
  test(`checkRelease catches ${what}`, () => {
    const problems = problemsAfter(change);
    assert(problems.some((line) => line.startsWith(problem)), problems.join("\n") || "nothing");
  });
}

test("Each policy catches something", () => {
  const caught = faults.map(([, , problem]) => problem.split(": ")[1]);
  assertEquals(policies.filter(({ name }) => !caught.includes(name)), []);
});

const harmless: [what: string, change: (find: Find, all: Changeable[]) => void][] = [
  ["an image with its digest", (find) => container(find).image += `@sha256:${"0".repeat(64)}`],
  ["a Job of one pod without an index", (find) => {
    Object.assign(job(find), { completions: 1, parallelism: 1, completionMode: "NonIndexed" });
    job(find).template.spec.containers[0].args = [
      "--shard=0/1",
      "--upload=http://rel-collector:8080",
    ];
  }],
  ["ports open to all", (find) => delete policy(find, "gateway").ingress[0].from],
  ["no NetworkPolicies", (_find, all) => {
    all.splice(0, all.length, ...all.filter(({ kind }) => kind !== "NetworkPolicy"));
  }],
  [
    "parts that share nodes when told to",
    (_find, all) => {
      for (const { spec } of all) delete spec?.template?.spec.affinity;
    },
  ],
  [
    "a plain dollar in an argument",
    (find) => job(find).template.spec.containers[0].args.push("$$(NONE)"),
  ],
  ["a model elsewhere, with a way there", (find) => {
    container(find).env[0].value = "http://model.elsewhere:9000";
    const namespace = { "kubernetes.io/metadata.name": "elsewhere" };
    policy(find, "gateway").egress[1] = {
      to: [{ namespaceSelector: { matchLabels: namespace } }],
      ports: [{ port: 9000 }],
    };
    policy(find, "simulator").ingress[0].from.shift();
  }],
];

for (const [what, change] of harmless) {
  test(`checkRelease lets ${what} be`, () => assertEquals(problemsAfter(change), []));
}
