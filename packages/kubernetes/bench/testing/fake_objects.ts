/** Objects of a release as the chart makes them, as far as a bench looks at them. */

/** An object of Kubernetes in JSON. */
// deno-lint-ignore no-explicit-any
export type Json = any;

const labels = (release: string, component: string, more: Record<string, string> = {}) => ({
  "app.kubernetes.io/name": "stt-bench",
  "app.kubernetes.io/instance": release,
  "app.kubernetes.io/component": component,
  ...more,
});

const VARIABLES = [
  "RUN_ID",
  "GATEWAY_URL",
  "SESSIONS",
  "SHARDS",
  "SERVICE_NAME",
  "RAMP_UP_SECS",
  "WARMUP_SECS",
  "MEASURE_SECS",
];

function deployment(name: string, own: Record<string, string>, replicas: number): Json {
  const limits = { cpu: "1", memory: "1Gi" };
  const container = {
    name: "main",
    image: `ghcr.io/stt-bench/${name}:0.1.0`,
    env: [],
    resources: { limits, requests: limits },
  };
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name, labels: own, generation: 1 },
    spec: { replicas, template: { metadata: { labels: own }, spec: { containers: [container] } } },
    status: {
      observedGeneration: 1,
      replicas,
      updatedReplicas: replicas,
      readyReplicas: replicas,
    },
  };
}

/** The Deployments of `release`: simulator and collector run, gateways stand at zero. */
export function fakeDeployments(release: string): Json[] {
  return [
    deployment(`${release}-simulator`, labels(release, "simulator"), 2),
    deployment(`${release}-collector`, labels(release, "collector"), 1),
    ...["deno", "bun", "bun-tuned"].map((variant) =>
      deployment(
        `${release}-gateway-${variant}`,
        labels(release, "gateway", { "stt-bench/variant": variant }),
        0,
      )
    ),
  ];
}

/** Its Services. */
export function fakeServices(release: string): Json[] {
  const service = (name: string, own: Record<string, string>, port: number) => ({
    metadata: { name, labels: own },
    spec: { ports: [{ port }] },
  });
  return [
    service(`${release}-collector`, labels(release, "collector"), 8080),
    ...["deno", "bun", "bun-tuned"].map((variant) =>
      service(
        `${release}-gateway-${variant}`,
        labels(release, "gateway", { "stt-bench/variant": variant }),
        3000,
      )
    ),
  ];
}

/** The Job that is a template, as a server answers it: with what it has added itself. */
export function fakeTemplate(release: string): Json {
  const own = labels(release, "loadgen");
  const ofServer = {
    "controller-uid": "0d1c",
    "batch.kubernetes.io/job-name": `${release}-loadgen`,
  };
  return {
    apiVersion: "batch/v1",
    kind: "Job",
    metadata: { name: `${release}-loadgen`, uid: "0d1c", resourceVersion: "7", labels: own },
    spec: {
      suspend: true,
      completionMode: "Indexed",
      completions: 1,
      parallelism: 1,
      backoffLimit: 0,
      selector: { matchLabels: { "batch.kubernetes.io/controller-uid": "0d1c" } },
      template: {
        metadata: { creationTimestamp: null, labels: { ...own, ...ofServer } },
        spec: {
          restartPolicy: "Never",
          containers: [{
            name: "loadgen",
            image: "ghcr.io/stt-bench/loadgen:0.1.0",
            args: ["--url", "$(GATEWAY_URL)", "--sessions", "$(SESSIONS)"],
            env: [
              ...VARIABLES.map((name) => ({ name, value: "" })),
              {
                name: "POD_NAME",
                valueFrom: { fieldRef: { fieldPath: "metadata.name" } },
              },
            ],
          }],
        },
      },
    },
    status: {},
  };
}

/** A pod. */
export function fakePod(name: string, own: Json, container: string, more: Json = {}): Json {
  return {
    metadata: { name, labels: own, annotations: {}, ...more.metadata },
    spec: { nodeName: "node-1" },
    status: {
      phase: "Running",
      conditions: [],
      containerStatuses: [{
        name: container,
        ready: true,
        restartCount: 0,
        state: { running: {} },
      }],
      ...more.status,
    },
  };
}
