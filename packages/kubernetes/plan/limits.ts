import type { CapacityPlan } from "./capacity_plan.ts";
import { simulateSpread } from "./simulate/connection_spread.ts";

/** Something that a plan must stay below, and what to do where it doesn't. */
export interface Limit {
  readonly what: string;
  readonly limit: number;
  /** Where the limit comes from. */
  readonly source: string;
  readonly value: (plan: CapacityPlan) => number;
  readonly change: string;
}

/** A limit, and how near to it a plan is: above 1 it breaks. */
export interface Strain {
  readonly limit: Limit;
  readonly value: number;
  readonly ratio: number;
}

/** Limits of Kubernetes, of Linux, of our gateways and of a network card. */
export const LIMITS: readonly Limit[] = [
  {
    what: "nodes of a cluster",
    limit: 5000,
    source: "Kubernetes: considerations for large clusters",
    value: ({ gateway, model }) => gateway.nodes + model.nodes,
    change: "several clusters (cells), each with gateways and models of its own",
  },
  {
    what: "pods of a cluster",
    limit: 150_000,
    source: "Kubernetes: considerations for large clusters",
    value: ({ gateway, model }) => gateway.pods + model.pods,
    change: "cells",
  },
  {
    what: "CPU of the busiest model pod, when each gateway begins at one at random",
    limit: 1,
    source: "simulation: gateways take turns at addresses",
    value: ({ gateway, model }) =>
      model.sessions / model.maxSessions * model.utilisation * simulateSpread({
        gateways: gateway.pods,
        connections: gateway.links,
        pods: model.pods,
        seed: 1,
      }).busiest,
    change: "more connections (INFERENCE_CONNECTIONS), or a proxy that knows each pod's load",
  },
  {
    what: "addresses in one answer of DNS (headless Service of the model)",
    limit: 4095,
    source: "RFC 1035 §4.2.2: 65 535 bytes over TCP, 16 bytes an address",
    value: ({ model }) => model.pods,
    change: "a Service per part of the model pods, or cells",
  },
  {
    what: "connections of one model pod, if every gateway has one to each",
    limit: 10_000,
    source: "assumption: what a server of HTTP/2 holds without being tuned",
    value: ({ model }) => model.meshConnections / model.pods,
    change: "subsets: each gateway has connections to some model pods only",
  },
  {
    what: "share of MODEL_MAX_CONCURRENT in use",
    limit: 1,
    source: "requests of one model pod at a time",
    value: ({ model }) => model.inFlight / model.maxInFlight,
    change: "raise MODEL_MAX_CONCURRENT, or have more and smaller pods",
  },
  {
    what: "packets in a second of one node",
    limit: 1e6,
    source: "assumption: a network card of a cloud's virtual machine",
    value: perNode(({ gateway }) => gateway.packetsPerSecond),
    change: "smaller nodes, or more of them",
  },
  {
    what: "bits in a second into one node",
    limit: 10e9,
    source: "assumption: 10 Gbit/s",
    value: perNode(({ gateway }) => gateway.bitsPerSecond.in),
    change: "smaller nodes, or a faster network",
  },
  {
    what: "tracked connections of one node",
    limit: 524_288,
    source: "kube-proxy: 32 768 a CPU, 16 CPUs",
    value: ({ gateway }) => gateway.tracked,
    change: "raise nf_conntrack_max (conntrack.maxPerCore), or no tracking (Cilium, headless)",
  },
  {
    what: "files of one gateway",
    limit: 65_536,
    source: "assumption: LimitNOFILE of the container runtime",
    value: ({ gateway }) => gateway.files,
    change: "raise the limit of the container runtime",
  },
  {
    what: "seconds until all are back after the loss of a zone",
    limit: 5,
    source: "clients' connect timeout",
    value: ({ storm }) => storm.secs,
    change: "end TLS in front, lower the utilisation, or have clients wait longer, with jitter",
  },
];

/** Every limit for `plan`, the one that breaks first on top. */
export function strains(plan: CapacityPlan): Strain[] {
  return LIMITS.map((limit) => {
    const value = limit.value(plan);
    return { limit, value, ratio: value / limit.limit };
  }).sort((a, b) => b.ratio - a.ratio);
}

/** What the pods of one node have together; their nodes are taken to be full. */
function perNode(ofPod: (plan: CapacityPlan) => number): Limit["value"] {
  return (plan) => ofPod(plan) * Math.ceil(plan.gateway.pods / plan.gateway.nodes);
}
