import type { Manifest } from "../release/manifest.ts";

/** A manifest whose fields a test changes. */
// deno-lint-ignore no-explicit-any
export type Changeable = any;

const RELEASE = "rel";
const NAMESPACE = "speech";

/**
 * The objects of a small release without a fault: a gateway of two replicas, simulators, the collector
 * and the load generator, with what belongs to them. Each call makes new ones.
 */
export function goodRelease(): Manifest[] {
  return [
    object("v1", "ServiceAccount", "", { automountServiceAccountToken: false }),
    object("v1", "ConfigMap", "settings", { data: { "a.json": "{}" } }),
    object("v1", "PersistentVolumeClaim", "collector", {
      spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "5Gi" } } },
    }),
    ...server("gateway", "gateway-bun", 3000, {
      env: { INFERENCE_URL: "http://rel-simulator:9000", DRAIN_TIMEOUT_MS: "10000" },
      others: ["simulator", "loadgen"],
      volumes: [{ name: "settings", configMap: { name: "rel-settings" } }],
    }),
    ...server("simulator", "simulator", 9000, { others: ["gateway", "loadgen"] }),
    ...server("collector", "collector", 8080, {
      replicas: 1,
      volumes: [{ name: "data", persistentVolumeClaim: { claimName: "rel-collector" } }],
    }),
    loadgen(),
    networkPolicy("gateway", from(3000, "loadgen"), [dns, to(9000, "simulator")]),
    networkPolicy("simulator", from(9000, "gateway"), []),
    networkPolicy("collector", from(8080, "loadgen"), []),
    networkPolicy("loadgen", [], [dns, to(3000, "gateway"), to(8080, "collector")]),
    object("monitoring.coreos.com/v1", "ServiceMonitor", "monitoring", {
      spec: {
        selector: { matchLabels: labelsOf("gateway") },
        endpoints: [{ port: "http", path: "/metrics", interval: "15s" }],
      },
    }),
  ];
}

function object(apiVersion: string, kind: string, name: string, fields: object): Manifest {
  return {
    apiVersion,
    kind,
    metadata: {
      name: name === "" ? RELEASE : `${RELEASE}-${name}`,
      namespace: NAMESPACE,
      labels: {
        "app.kubernetes.io/name": "stt-bench",
        "app.kubernetes.io/instance": RELEASE,
        ...(kind === "Service" ? labelsOf(name.split("-")[0]!) : {}),
      },
    },
    ...fields,
  };
}

function labelsOf(component: string) {
  return {
    "app.kubernetes.io/name": "stt-bench",
    "app.kubernetes.io/instance": RELEASE,
    "app.kubernetes.io/component": component,
  };
}

interface Part {
  readonly env?: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
  readonly replicas?: number;
  /** Components that it shares no node with. */
  readonly others?: readonly string[];
  readonly volumes?: readonly (Readonly<Record<string, unknown>> & { readonly name: string })[];
}

function server(component: string, name: string, port: number, part: Part): Manifest[] {
  const { replicas = 2 } = part;
  const selector = { matchLabels: labelsOf(component) };
  const probe = { httpGet: { path: "/health", port: "http" }, timeoutSeconds: 5 };
  const template = podTemplate(component, part, {
    ports: [{ name: "http", containerPort: port, protocol: "TCP" }],
    startupProbe: probe,
    readinessProbe: { ...probe, httpGet: { path: "/ready", port } },
    livenessProbe: probe,
    lifecycle: { preStop: { sleep: { seconds: 5 } } },
  });
  const budget = { spec: { maxUnavailable: 1, selector } };
  return [
    object("apps/v1", "Deployment", name, { spec: { replicas, selector, template } }),
    object("v1", "Service", name, {
      spec: { selector: labelsOf(component), ports: [{ name: "http", port, targetPort: "http" }] },
    }),
    ...(replicas > 1 ? [object("policy/v1", "PodDisruptionBudget", name, budget)] : []),
  ];
}

function loadgen(): Manifest {
  const run = "http://rel-collector:8080/runs/$(RUN_ID)";
  const template = podTemplate("loadgen", {
    others: ["gateway", "simulator"],
    env: { RUN_ID: "by-hand", GATEWAY_URL: "ws://rel-gateway-bun:3000/ws/stt", SHARDS: "2" },
    args: ["--url=$(GATEWAY_URL)", "--shard=$(JOB_COMPLETION_INDEX)/$(SHARDS)", `--upload=${run}`],
  }, {});
  const spec = {
    suspend: true,
    completionMode: "Indexed",
    completions: 2,
    parallelism: 2,
    backoffLimitPerIndex: 0,
    template: { ...template, spec: { ...template.spec, restartPolicy: "Never" } },
  };
  return object("batch/v1", "Job", "loadgen", { spec });
}

function podTemplate(component: string, part: Part, more: object) {
  const { env = {}, args = [], others = [], volumes = [] } = part;
  const resources = { cpu: "1", memory: "1Gi" };
  const labelSelector = { matchLabels: labelsOf(component) };
  const term = (other: string) => ({
    topologyKey: "kubernetes.io/hostname",
    labelSelector: { matchLabels: labelsOf(other) },
  });
  const container = {
    name: component,
    image: `ghcr.io/stt-bench/${component === "gateway" ? "gateway-bun" : component}:0.1.0`,
    args,
    env: Object.entries(env).map(([name, value]) => ({ name, value })),
    securityContext: {
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ["ALL"] },
    },
    resources: { limits: { ...resources }, requests: { ...resources } },
    volumeMounts: [...volumes, { name: "tmp" }].map(({ name }) => ({
      name,
      mountPath: `/${name}`,
    })),
    ...more,
  };
  return {
    metadata: { labels: labelsOf(component) },
    spec: {
      serviceAccountName: RELEASE,
      automountServiceAccountToken: false,
      securityContext: {
        runAsNonRoot: true,
        runAsUser: 65532,
        seccompProfile: { type: "RuntimeDefault" },
      },
      affinity: {
        podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: others.map(term) },
      },
      topologySpreadConstraints: [
        { ...term(component), maxSkew: 1, whenUnsatisfiable: "ScheduleAnyway", labelSelector },
      ],
      terminationGracePeriodSeconds: 20,
      containers: [container],
      volumes: [...volumes, { name: "tmp", emptyDir: { sizeLimit: "64Mi" } }],
    },
  };
}

const tcp = (port: number) => [{ protocol: "TCP", port }];

const podsOf = (component: string) => ({ podSelector: { matchLabels: labelsOf(component) } });

const dns = {
  to: [{ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "kube-system" } } }],
  ports: [{ protocol: "UDP", port: 53 }],
};

const to = (port: number, component: string) => ({ to: [podsOf(component)], ports: tcp(port) });

const from = (port: number, component: string) => [
  { from: [podsOf(component), { ipBlock: { cidr: "192.0.2.0/28" } }], ports: tcp(port) },
];

function networkPolicy(component: string, ingress: unknown[], egress: unknown[]): Manifest {
  const policyTypes = ["Ingress", "Egress"];
  const podSelector = { matchLabels: labelsOf(component) };
  return object("networking.k8s.io/v1", "NetworkPolicy", component, {
    spec: { podSelector, policyTypes, ingress, egress },
  });
}
