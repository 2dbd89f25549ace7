/**
 * A stand-in for kubectl and all behind it: a few lines that keep Deployments, Jobs and pods as JSON
 * and change them from question to question. **It isn't a cluster**: it has no schema, no scheduler,
 * no network and no time, and it answers what we believe that kubectl answers. It proves what our
 * program does with an answer, and in which order it asks; what a real API server makes of it is
 * proven with a real API server.
 */
import { Buffer } from "node:buffer";
import type { KubectlExit } from "../kubectl/kubectl_runner.ts";
import { fakeDeployments, fakePod, fakeServices, fakeTemplate } from "./fake_objects.ts";
import type { Json } from "./fake_objects.ts";
import { shardFiles } from "./shard_files.ts";

/** What goes wrong. */
export interface Faults {
  /** Calls whose arguments contain this text are forbidden. */
  readonly forbidden?: string;
  /** Calls whose arguments contain this text fail so often with a server that doesn't answer. */
  readonly unreachable?: { readonly text: string; readonly times: number };
  readonly gateway?: "image" | "unschedulable" | "crash" | "never ready" | "restarts" | "vanishes";
  readonly shards?: "image" | "unschedulable" | "never end" | "all lost" | "one lost" | "slow";
  /** Sessions beyond which a run fails its service level. */
  readonly capacity?: number;
  /** Another gateway that runs. */
  readonly running?: string;
  /** Somebody scales the gateway up between our look and our call. */
  readonly isFaster?: boolean;
}

/** All that the stand-in keeps; plain JSON. */
export interface FakeState {
  readonly context: string;
  readonly namespace: string;
  readonly release: string;
  readonly faults: Faults;
  deployments: Json[];
  services: Json[];
  jobs: Json[];
  pods: Json[];
  /** Files of the collector by run and name. */
  files: Record<string, Record<string, string>>;
  /** Arguments of every call. */
  log: string[][];
}

/** A release that has been installed and stands idle. */
export function fakeState(faults: Faults = {}): FakeState {
  const release = "rel";
  const deployments = fakeDeployments(release);
  const running = deployments.find(({ metadata }) =>
    faults.running !== undefined && metadata.labels["stt-bench/variant"] === faults.running
  );
  if (running !== undefined) running.spec.replicas = 1;
  return {
    context: "lab",
    namespace: "speech",
    release,
    faults,
    deployments,
    services: fakeServices(release),
    jobs: [fakeTemplate(release)],
    pods: deployments
      .filter(({ spec }) => spec.replicas > 0)
      .flatMap(({ metadata: { name, labels }, spec }) =>
        Array.from({ length: spec.replicas }, (_, i) => fakePod(`${name}-${i}`, labels, "main"))
      ),
    files: {},
    log: [],
  };
}

const ok = (stdout = ""): KubectlExit => ({ code: 0, stdout, stderr: "" });
const fail = (stderr: string): KubectlExit => ({ code: 1, stdout: "", stderr });
const list = (items: Json[]) => ok(JSON.stringify({ kind: "List", items }));

/** Answers calls of kubectl from a {@linkcode FakeState}, and changes it. */
export class FakeCluster {
  readonly state: FakeState;

  constructor(state: FakeState) {
    this.state = state;
  }

  /** Answers one call. */
  handle(args: readonly string[], input = ""): KubectlExit {
    const { state } = this;
    state.log.push([...args]);
    if (args[0] === "config") return ok(`${state.context}\n`);
    const [, context, , namespace, verb, ...rest] = args;
    if (context !== state.context) return fail(`error: context "${context}" does not exist`);
    if (namespace !== state.namespace) return list([]);
    const fault = this.#fault(args.join(" "));
    if (fault !== undefined) return fault;
    switch (verb) {
      case "get":
        return rest[0] === "--raw" ? this.#raw(rest[1]!) : this.#get(rest);
      case "scale":
        return this.#scale(selected(state.deployments, rest), rest);
      case "create":
        return rest[0] === "--raw" ? ok() : this.#create(JSON.parse(input));
      case "delete":
        return this.#delete(selected(state.jobs, rest));
      case "logs":
        return ok(rest.includes("-f") ? "" : "Cannot connect: expected 101, got 503\n");
      default:
        return fail(`error: unknown command "${verb}"`);
    }
  }

  #fault(call: string): KubectlExit | undefined {
    const { forbidden, unreachable } = this.state.faults;
    if (forbidden !== undefined && call.includes(forbidden)) {
      return fail(
        `Error from server (Forbidden): "${forbidden}" is forbidden: User "u" cannot do it`,
      );
    }
    const times = this.state.log.filter((args) =>
      args.join(" ").includes(unreachable?.text ?? "\0")
    );
    if (unreachable === undefined || !call.includes(unreachable.text)) return undefined;
    if (times.length > unreachable.times) return undefined;
    return fail("Unable to connect to the server: dial tcp 10.0.0.1:6443: i/o timeout");
  }

  #get([kind, ...rest]: string[]): KubectlExit {
    const { state } = this;
    switch (kind) {
      case "deployments":
        return list(selected(state.deployments, rest));
      case "services":
        return list(selected(state.services, rest));
      case "jobs": {
        const found = selected(state.jobs, rest);
        found.forEach((job) => this.#advance(job));
        return list(found);
      }
      case "pods":
        return list(selected(state.pods, rest));
      case "job": {
        const job = state.jobs.find(({ metadata: { name } }) => name === rest[0]);
        return job === undefined
          ? fail(`Error from server (NotFound): jobs.batch "${rest[0]}" not found`)
          : ok(JSON.stringify(job));
      }
      case "node":
        return ok(JSON.stringify(NODE));
      default:
        return fail(`error: the server doesn't have a resource type "${kind}"`);
    }
  }

  #scale(found: Json[], rest: string[]): KubectlExit {
    const { gateway, isFaster } = this.state.faults;
    const replicas = Number(rest.find((arg) => arg.startsWith("--replicas="))!.split("=")[1]);
    if (found.length === 0) return fail("error: no objects passed to scale");
    for (const { metadata: { name, labels }, spec, status } of found) {
      if (isFaster && rest.includes("--current-replicas=0")) {
        spec.replicas = 1;
        return fail("error: Expected replicas to be 0, was 1");
      }
      spec.replicas = replicas;
      this.state.pods = this.state.pods.filter((pod) => !pod.metadata.name.startsWith(`${name}-`));
      if (replicas === 0) {
        Object.assign(status, { replicas: 0, readyReplicas: 0, updatedReplicas: 0 });
      } else {
        this.state.pods.push(
          fakePod(`${name}-7f`, labels, "main", { status: PODS[gateway ?? ""] }),
        );
        const isReady = PODS[gateway ?? ""] === undefined && gateway !== "never ready";
        Object.assign(status, { replicas, updatedReplicas: 1, readyReplicas: Number(isReady) });
      }
    }
    return ok();
  }

  #create(job: Json): KubectlExit {
    const { state } = this;
    job.status = {};
    state.jobs.push(job);
    for (let i = 0; i < job.spec.completions; i++) {
      const annotations = { "batch.kubernetes.io/job-completion-index": String(i) };
      const { labels } = job.spec.template.metadata;
      const status = PODS[state.faults.shards ?? ""];
      state.pods.push(
        fakePod(`${job.metadata.name}-${i}-x`, labels, "loadgen", {
          metadata: { annotations },
          status,
        }),
      );
    }
    return ok(`job.batch/${job.metadata.name} created\n`);
  }

  /** A Job comes to its end when it has been looked at a few times. */
  #advance(job: Json): void {
    const run = job.metadata.labels["stt-bench/run"];
    const { shards, gateway } = this.state.faults;
    if (run === undefined || job.status.conditions !== undefined || shards === "never end") return;
    if (PODS[shards ?? ""] !== undefined) return;
    job.status.looks = (job.status.looks ?? 0) + 1;
    if (job.status.looks < (shards === "slow" ? 2000 : 3)) return;
    const pods = this.state.pods.filter(({ metadata }) => metadata.labels["stt-bench/run"] === run);
    const isLost = (i: number) => shards === "all lost" || (shards === "one lost" && i === 1);
    const env = (name: string) =>
      job.spec.template.spec.containers[0].env.find((each: Json) => each.name === name).value;
    const sessions = Number(env("SESSIONS"));
    const isOver = sessions > (this.state.faults.capacity ?? Infinity);
    pods.forEach((pod, i) => end(pod, isLost(i) ? 137 : isOver ? 1 : 0));
    const arrived = pods.map((_, i) => i).filter((i) => !isLost(i));
    const naming = { service: env("SERVICE_NAME"), sessions, shards: pods.length, isOver };
    this.state.files[run] = Object.assign({}, ...arrived.map((i) => shardFiles(naming, i)));
    const failed = arrived.length < pods.length || isOver;
    job.status.conditions = [{ type: failed ? "Failed" : "Complete", status: "True" }];
    if (gateway === "restarts" || gateway === "vanishes") this.#loseGateway(gateway);
  }

  #loseGateway(how: "restarts" | "vanishes"): void {
    const { pods } = this.state;
    const isGateway = ({ metadata }: Json) => "stt-bench/variant" in metadata.labels;
    if (how === "vanishes") this.state.pods = pods.filter((pod) => !isGateway(pod));
    for (const { status } of pods.filter(isGateway)) {
      status.containerStatuses[0].restartCount = 1;
      status.containerStatuses[0].lastState = {
        terminated: { exitCode: 137, reason: "OOMKilled" },
      };
    }
  }

  #delete(found: Json[]): KubectlExit {
    const { state } = this;
    const runs = found.map(({ metadata }) => metadata.labels["stt-bench/run"]);
    state.jobs = state.jobs.filter((job) => !found.includes(job));
    state.pods = state.pods.filter(({ metadata }) =>
      !runs.includes(metadata.labels["stt-bench/run"] ?? "none")
    );
    return ok();
  }

  #raw(path: string): KubectlExit {
    const [, run, file] = /\/runs\/([^/]+)\/files(?:\/(.+))?$/.exec(path) ?? [];
    if (run !== undefined) return this.#files(this.state.files[run] ?? {}, file);
    if (path.endsWith("/metrics")) return ok(METRICS);
    return path.endsWith("/stats") ? ok(STATS) : fail("Error from server (NotFound): not found");
  }

  #files(files: Record<string, string>, name: string | undefined): KubectlExit {
    if (name === undefined) {
      return ok(JSON.stringify({
        files: Object.entries(files).map(([name, text]) => ({
          name,
          bytes: Buffer.byteLength(text),
        })),
      }));
    }
    const text = files[name];
    return text === undefined ? fail("Error from server (NotFound): not found") : ok(text);
  }
}

function selected(objects: Json[], args: readonly string[]): Json[] {
  const selector = args[args.indexOf("-l") + 1]!;
  const wanted = selector.split(",").map((part) => part.split("="));
  return objects.filter(({ metadata: { labels } }) =>
    wanted.every(([name, value]) => labels[name!] === value)
  );
}

function end(pod: Json, exitCode: number): void {
  const reason = exitCode === 137 ? "OOMKilled" : exitCode === 0 ? "Completed" : "Error";
  pod.status.phase = exitCode === 0 ? "Succeeded" : "Failed";
  pod.status.containerStatuses[0].state = { terminated: { exitCode, reason } };
}

/** Pods that don't start, by what is wrong. */
const PODS: Readonly<Record<string, Json>> = {
  image: {
    phase: "Pending",
    containerStatuses: [{
      name: "main",
      state: {
        waiting: { reason: "ImagePullBackOff", message: 'Back-off pulling image "ghcr.io/x:0"' },
      },
    }],
  },
  unschedulable: {
    phase: "Pending",
    conditions: [{
      type: "PodScheduled",
      status: "False",
      reason: "Unschedulable",
      message: "0/3 nodes are available: 3 Insufficient cpu.",
    }],
    containerStatuses: [],
  },
  crash: {
    containerStatuses: [{
      name: "main",
      restartCount: 3,
      state: { waiting: { reason: "CrashLoopBackOff", message: "back-off 40s" } },
      lastState: { terminated: { exitCode: 2, reason: "Error" } },
    }],
  },
};

const NODE = {
  metadata: { name: "node-1", labels: { "node.kubernetes.io/instance-type": "c7i.large" } },
  status: {
    capacity: { cpu: "2", memory: "3879248Ki" },
    nodeInfo: { architecture: "amd64", kernelVersion: "6.12.9", operatingSystem: "linux" },
  },
};

const METRICS = `# HELP process_cpu_user_seconds_total User CPU time
process_cpu_user_seconds_total 1.5
process_cpu_system_seconds_total 0.5
process_resident_memory_bytes 52428800
stt_gateway_build_info{variant="bun",runtime="bun",version="1.4.5",inference_client="http2",inference_protocol="HTTP/2"} 1
`;

const percentiles = { p50_ms: 0, p95_ms: 0, p99_ms: 0.5, p999_ms: 0.5, max_ms: 0.5 };
const STATS = JSON.stringify({
  requests: 10,
  faults_injected: 0,
  max_in_flight: 2,
  queue_wait: percentiles,
  answer_lateness: percentiles,
  loop_delay: percentiles,
});
