/**
 * A stand-in for the nodes of a cluster: it registers them, and runs each pod that the scheduler puts
 * on one of them as a process of this machine. API server, scheduler and controllers are real, and so
 * are the programs; what is missing is all that a container is: images, users, limits, file systems,
 * probes that kill, network policies.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { stderr } from "node:process";
import { setTimeout as sleep } from "node:timers/promises";
import { NODE_ADDRESS, podAddress } from "./addresses.ts";
import { ApiError } from "./api_client.ts";
import type { ApiClient, Json } from "./api_client.ts";
import { LogServer } from "./log_server.ts";
import { PodProcess } from "./pod_process.ts";
import type { FindProgram } from "./pod_process.ts";

/** What it runs with. */
export interface KubeletOptions {
  readonly client: ApiClient;
  readonly tls: { readonly cert: string; readonly key: string };
  readonly nodes: number;
  readonly find: FindProgram;
  /** For volumes and the file of hosts. */
  readonly folder: string;
  /** Names of Services are written here, in the form of /etc/hosts. */
  readonly hostsFile: string;
}

const LOG_PORT = 10250;

const EVERY_MS = 200;
const HEARTBEAT_MS = 10_000;

/** All nodes of a cluster, and the pods on them. */
export class KubeletStandIn {
  readonly #options: KubeletOptions;
  readonly #processes = new Map<string, PodProcess>();
  readonly #reported = new Map<string, string>();
  readonly #logs: LogServer;
  #last = 0;
  #hosts = "";
  #isStopping = false;
  #loop: Promise<void> = Promise.resolve();

  private constructor(options: KubeletOptions, logs: LogServer) {
    this.#options = options;
    this.#logs = logs;
  }

  /** Registers the nodes and begins. */
  static async start(options: KubeletOptions): Promise<KubeletStandIn> {
    let kubelet: KubeletStandIn | undefined = undefined;
    const logs = await LogServer.listen(
      { ...options.tls, host: NODE_ADDRESS, port: LOG_PORT },
      (name) => kubelet?.processOf(name),
    );
    kubelet = new KubeletStandIn(options, logs);
    await kubelet.#register();
    kubelet.#loop = kubelet.#run();
    return kubelet;
  }

  /** The process of the pod called so, if there is one. */
  processOf(name: string): PodProcess | undefined {
    return this.#processes.get(name);
  }

  /** Names of the pods that run. */
  get running(): string[] {
    return [...this.#processes].filter(([, { hasExited }]) => !hasExited).map(([name]) => name);
  }

  /** Ends all pods. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    await this.#loop;
    await Promise.all([...this.#processes.values()].map((process) => process.stop()));
    await this.#logs.close();
  }

  /** Lets nodes take no new pods, or take them again. */
  async cordon(unschedulable: boolean): Promise<void> {
    for (const name of this.#names) {
      await this.#options.client.json("PATCH", `/api/v1/nodes/${name}`, {
        spec: { unschedulable },
      });
    }
  }

  get #names(): string[] {
    return Array.from({ length: this.#options.nodes }, (_, i) => `node-${i + 1}`);
  }

  async #register(): Promise<void> {
    const { client } = this.#options;
    for (const name of this.#names) {
      const labels = { "kubernetes.io/hostname": name, "kubernetes.io/os": "linux" };
      await client.json("POST", "/api/v1/nodes", { metadata: { name, labels } });
      await client.json("PATCH", `/api/v1/nodes/${name}/status`, { status: nodeStatus() });
      // Controllers taint a node that is new, and take that away when they see it ready.
      await client.json("PATCH", `/api/v1/nodes/${name}`, { spec: { taints: null } });
    }
  }

  async #run(): Promise<void> {
    let heartbeatMs = performance.now();
    while (!this.#isStopping) {
      try {
        if (performance.now() - heartbeatMs > HEARTBEAT_MS) {
          heartbeatMs = performance.now();
          for (const name of this.#names) await this.#heartbeat(name);
        }
        await this.#tend();
      } catch (error) {
        // An object changes or goes between question and answer; the next round sees it as it is.
        if (!(error instanceof ApiError)) stderr.write(`kubelet stand-in: ${error}\n`);
      }
      await sleep(EVERY_MS);
    }
  }

  async #heartbeat(name: string): Promise<void> {
    const { client } = this.#options;
    await client.json("PATCH", `/api/v1/nodes/${name}/status`, { status: nodeStatus() });
  }

  async #tend(): Promise<void> {
    const { client } = this.#options;
    const { items } = await client.json("GET", "/api/v1/pods");
    const bound: Json[] = items.filter(({ spec }: Json) => spec.nodeName !== undefined);
    const services = (await client.json("GET", "/api/v1/services")).items;
    this.#writeHosts(services, bound);
    await Promise.all(bound.map((pod) => this.#tendPod(pod)));
  }

  async #tendPod(pod: Json): Promise<void> {
    const { client, folder, find } = this.#options;
    const { name, namespace, deletionTimestamp } = pod.metadata;
    const path = `/api/v1/namespaces/${namespace}/pods/${name}`;
    let process = this.#processes.get(name);
    if (deletionTimestamp !== undefined) {
      await process?.stop();
      this.#processes.delete(name);
      await client.json("DELETE", `${path}?gracePeriodSeconds=0`);
      return;
    }
    if (process === undefined) {
      process = new PodProcess(pod, podAddress(++this.#last), folder, find);
      this.#processes.set(name, process);
    }
    await process.probe();
    const status = process.status;
    const text = JSON.stringify(status);
    if (this.#reported.get(name) === text) return;
    await client.json("PATCH", `${path}/status`, { status });
    this.#reported.set(name, text);
  }

  /** The names of Services lead to their pods, as DNS and kube-proxy would. */
  #writeHosts(services: readonly Json[], bound: readonly Json[]): void {
    const lines = ["127.0.0.1 localhost"];
    for (const { metadata, spec } of services) {
      const wanted = Object.entries(spec.selector ?? {});
      for (const pod of bound) {
        const process = this.#processes.get(pod.metadata.name);
        const { labels = {} } = pod.metadata;
        if (process === undefined || process.hasExited || wanted.length === 0) continue;
        if (!wanted.every(([name, value]) => labels[name] === value)) continue;
        const { name, namespace } = metadata;
        lines.push(
          `${process.ip} ${name} ${name}.${namespace} ${name}.${namespace}.svc.cluster.local`,
        );
      }
    }
    const text = `${lines.join("\n")}\n`.padEnd(this.#hosts.length, "\n");
    if (text === this.#hosts) return;
    this.#hosts = text;
    // In place, and never shorter than before: a program that reads it meanwhile finds no half of it.
    writeFileSync(this.#options.hostsFile, text, { flag: "r+" });
  }
}

function nodeStatus(): Json {
  const resources = { cpu: "16", memory: "64Gi", pods: "110", "ephemeral-storage": "100Gi" };
  const now = new Date().toISOString();
  const condition = (type: string, status: string) => ({
    type,
    status,
    reason: "StandIn",
    message: "",
    lastHeartbeatTime: now,
    lastTransitionTime: now,
  });
  return {
    capacity: resources,
    allocatable: resources,
    addresses: [{ type: "InternalIP", address: NODE_ADDRESS }],
    daemonEndpoints: { kubeletEndpoint: { Port: LOG_PORT } },
    conditions: [condition("Ready", "True"), condition("MemoryPressure", "False")],
    nodeInfo: {
      architecture: "amd64",
      bootID: "",
      containerRuntimeVersion: "stand-in://0",
      kernelVersion: "stand-in",
      kubeProxyVersion: "",
      kubeletVersion: "v1.37.2",
      machineID: "",
      operatingSystem: "linux",
      osImage: "",
      systemUUID: "",
    },
  };
}

/** File of hosts below `folder`. */
export function hostsFileIn(folder: string): string {
  return join(folder, "hosts");
}
