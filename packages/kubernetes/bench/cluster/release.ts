import { ClusterError } from "../cluster_error.ts";
import type { CallOptions, Kubectl } from "../kubectl/kubectl.ts";
import { Deployments, Jobs, Services } from "./objects.ts";
import type { Deployment, Job, Service } from "./objects.ts";
import { COMPONENT_LABEL, RUN_LABEL, selectorsOf, VARIANT_LABEL } from "./selectors.ts";
import type { Selectors } from "./selectors.ts";

/** The objects of one release that a bench of one gateway has to do with. */
export interface Release {
  readonly name: string;
  readonly selectors: Selectors;
  readonly gateway: Deployment;
  readonly simulator: Deployment;
  /** Where sessions connect to. */
  readonly gatewayUrl: string;
  /** Name of the collector's Service. */
  readonly collector: string;
  /** What each run's Job is made from. */
  readonly template: Job;
}

/** What the load generator is told through, as the chart's template has it. */
export const LOADGEN_VARIABLES = [
  "RUN_ID",
  "GATEWAY_URL",
  "SESSIONS",
  "SHARDS",
  "SERVICE_NAME",
  "RAMP_UP_SECS",
  "WARMUP_SECS",
  "MEASURE_SECS",
] as const;

/** The container of the template that is the load generator. */
export const LOADGEN_CONTAINER = "loadgen";

/** Where the chart's servers listen, their Services and pods alike. */
export const PORTS = { gateway: 3000, simulator: 9000, collector: 8080 } as const;

const PATH = "/ws/stt";

interface Objects {
  readonly deployments: readonly Deployment[];
  readonly services: readonly Service[];
  readonly jobs: readonly Job[];
}

/**
 * Reads what is there of release `name`, by its labels, and proves that it can be measured: it is
 * whole, idle, and nobody else measures it just now. Changes nothing.
 *
 * @throws {KubectlError} if the cluster can't be asked.
 * @throws {ClusterError} that has a line for each thing that is missing or in the way.
 */
export async function readRelease(
  kubectl: Kubectl,
  name: string,
  variant: string,
  options: CallOptions = {},
): Promise<Release> {
  const selectors = selectorsOf(name);
  const get = (kind: string) => ["get", kind, "-l", selectors.release, "-o", "json"];
  const objects = {
    deployments: (await kubectl.json(Deployments, get("deployments"), options)).items,
    services: (await kubectl.json(Services, get("services"), options)).items,
    jobs: (await kubectl.json(Jobs, get("jobs"), options)).items,
  };
  const problems = problemsOf(objects, name, variant, kubectl);
  if (problems.length > 0) {
    const { context, namespace } = kubectl.target;
    const where = `release ${name} in namespace ${namespace} of context ${context}`;
    throw new ClusterError(
      `Cannot measure ${variant} with ${where}:\n${problems.map(bullet).join("\n")}`,
    );
  }
  return {
    name,
    selectors,
    gateway: gatewayOf(objects, variant)!,
    simulator: ofComponent(objects.deployments, "simulator")!,
    gatewayUrl: `ws://${name}-gateway-${variant}:${PORTS.gateway}${PATH}`,
    collector: `${name}-collector`,
    template: templateOf(objects, name)!,
  };
}

function problemsOf(
  objects: Objects,
  name: string,
  variant: string,
  kubectl: Kubectl,
): string[] {
  const { deployments, services, jobs } = objects;
  if (deployments.length + services.length + jobs.length === 0) {
    return [`expected the chart's objects, got none with the labels ${selectorsOf(name).release}`];
  }
  return [
    ...gatewayProblems(objects, name, variant, kubectl),
    ...readyProblem(deployments, "simulator"),
    ...readyProblem(deployments, "collector"),
    ...serviceProblem(services, `${name}-gateway-${variant}`, PORTS.gateway),
    ...serviceProblem(services, `${name}-collector`, PORTS.collector),
    ...templateProblems(objects, name),
    ...runProblems(jobs, kubectl),
  ];
}

/** Gateways that run cost CPU that another one is measured with, so all have to stand at zero. */
function gatewayProblems(
  objects: Objects,
  name: string,
  variant: string,
  kubectl: Kubectl,
): string[] {
  const gateways = objects.deployments.filter(({ metadata }) =>
    metadata.labels[COMPONENT_LABEL] === "gateway"
  );
  const known = gateways.map(({ metadata }) => metadata.labels[VARIANT_LABEL]).join(", ");
  const running = gateways.filter(({ spec, status }) => spec.replicas > 0 || status.replicas > 0);
  const { gateway } = selectorsOf(name);
  return [
    ...(gatewayOf(objects, variant) === undefined
      ? [`expected a Deployment with ${VARIANT_LABEL}=${variant}, got ${known || "no gateway"}`]
      : []),
    ...running.map(({ metadata, spec, status }) => {
      const own = gateway(metadata.labels[VARIANT_LABEL] ?? "");
      const got = `expected gateways with 0 replicas, got ${metadata.name} with`;
      return spec.replicas > 0
        ? `${got} ${spec.replicas}: ${
          kubectl.line(["scale", "deployments", "-l", own, "--replicas=0"])
        }`
        : `${got} ${status.replicas} that is ending: wait for it`;
    }),
  ];
}

function readyProblem(deployments: readonly Deployment[], component: string): string[] {
  const deployment = ofComponent(deployments, component);
  if (deployment === undefined) return [`expected a Deployment of the ${component}, got none`];
  const { spec: { replicas }, status: { readyReplicas } } = deployment;
  if (replicas > 0 && readyReplicas >= replicas) return [];
  return [
    `expected all pods of ${deployment.metadata.name} ready, at least one, got ${readyReplicas} of ${replicas}`,
  ];
}

function serviceProblem(services: readonly Service[], name: string, port: number): string[] {
  const service = services.find(({ metadata }) => metadata.name === name);
  if (service === undefined) return [`expected a Service ${name}, got none`];
  const ports = service.spec.ports.map(({ port }) => port);
  if (ports.includes(port)) return [];
  return [`expected port ${port} in the Service ${name}, got ${ports.join(", ") || "none"}`];
}

function templateProblems(objects: Objects, name: string): string[] {
  const template = templateOf(objects, name);
  if (template === undefined) return [`expected a Job ${name}-loadgen as a template, got none`];
  const { suspend, completionMode, template: { spec: { containers } } } = template.spec;
  const loadgen = containers.find((container) => container.name === LOADGEN_CONTAINER);
  const names = loadgen?.env.map(({ name }) => name) ?? [];
  const missing = LOADGEN_VARIABLES.filter((name) => !names.includes(name));
  return [
    ...(suspend ? [] : [`expected the Job ${name}-loadgen suspended, as it is a template`]),
    ...(completionMode === "Indexed" ? [] : [`expected the Job ${name}-loadgen Indexed`]),
    ...(loadgen === undefined
      ? [`expected a container ${LOADGEN_CONTAINER} in the Job ${name}-loadgen, got none`]
      : missing.map((variable) => `expected ${variable} in the env of the Job ${name}-loadgen`)),
  ];
}

/** Two loads at a time would be measured as one. */
function runProblems(jobs: readonly Job[], kubectl: Kubectl): string[] {
  return jobs
    .filter(({ metadata, status }) =>
      RUN_LABEL in metadata.labels && !isFinished(status.conditions)
    )
    .map(({ metadata: { name } }) =>
      `expected no other run, got the Job ${name}: wait for it, or ${
        kubectl.line(["delete", "job", name])
      }`
    );
}

/** Whether a Job with these conditions has ended, in one way or the other. */
export function isFinished(conditions: Job["status"]["conditions"]): boolean {
  return conditions.some(({ type, status }) =>
    status === "True" && (type === "Complete" || type === "Failed")
  );
}

function gatewayOf({ deployments }: Objects, variant: string): Deployment | undefined {
  return deployments.find(({ metadata: { labels } }) =>
    labels[COMPONENT_LABEL] === "gateway" && labels[VARIANT_LABEL] === variant
  );
}

function ofComponent(deployments: readonly Deployment[], component: string) {
  return deployments.find(({ metadata }) => metadata.labels[COMPONENT_LABEL] === component);
}

function templateOf({ jobs }: Objects, name: string): Job | undefined {
  return jobs.find(({ metadata }) => metadata.name === `${name}-loadgen`);
}

function bullet(problem: string): string {
  return `- ${problem}`;
}
