import type { INetworkPolicy } from "kubernetes-models/networking.k8s.io/v1/NetworkPolicy";
import type { INetworkPolicyPeer } from "kubernetes-models/networking.k8s.io/v1/NetworkPolicyPeer";
import type { INetworkPolicyPort } from "kubernetes-models/networking.k8s.io/v1/NetworkPolicyPort";
import { selects } from "../release/label_selector.ts";
import type { Workload } from "../release/workload.ts";

/** Where a connection ends: a port of a release's pods, which has a number and may have a name. */
export interface Target {
  readonly workload: Workload;
  readonly port: { readonly containerPort: number; readonly name?: string | undefined };
}

/** What a policy lets through in one direction. */
export interface Rule {
  /** Whom; undefined or empty for anybody. */
  readonly peers: readonly INetworkPolicyPeer[] | undefined;
  /** Which ports; undefined or empty for all of them. */
  readonly ports: readonly INetworkPolicyPort[] | undefined;
}

/**
 * What `policies` let into, or out of, the pods of `workload`; undefined if they don't care, which lets
 * everything through.
 *
 * Source: https://kubernetes.io/docs/concepts/services-networking/network-policies/
 */
export function rulesOf(
  policies: readonly INetworkPolicy[],
  { labels }: Workload,
  direction: "Ingress" | "Egress",
): Rule[] | undefined {
  const caring = policies.filter(({ spec }) => {
    const types = spec?.policyTypes ?? ["Ingress", ...(spec?.egress ? ["Egress"] : [])];
    return types.includes(direction) && selects(spec?.podSelector ?? {}, labels);
  });
  if (caring.length === 0) return undefined;
  return caring.flatMap(({ spec }) =>
    direction === "Ingress"
      ? (spec?.ingress ?? []).map(({ from, ports }) => ({ peers: from, ports }))
      : (spec?.egress ?? []).map(({ to, ports }) => ({ peers: to, ports }))
  );
}

/** Whether `policies` let pods of `from` open a TCP connection to `target`, in the same namespace. */
export function allowsConnection(
  policies: readonly INetworkPolicy[],
  from: Workload,
  target: Target,
): boolean {
  const out = rulesOf(policies, from, "Egress");
  const into = rulesOf(policies, target.workload, "Ingress");
  return (out?.some((rule) => hasPeer(rule, target.workload) && hasPort(rule, target.port)) ??
    true) &&
    (into?.some((rule) => hasPeer(rule, from) && hasPort(rule, target.port)) ?? true);
}

/** Whether `rule` lets a TCP port through. */
export function hasPort({ ports = [] }: Rule, { containerPort, name }: Target["port"]): boolean {
  return ports.length === 0 || ports.some(({ port, endPort, protocol = "TCP" }) => {
    if (protocol !== "TCP") return false;
    if (typeof port !== "number") return port === undefined || port === name;
    return port <= containerPort && containerPort <= (endPort ?? port);
  });
}

function hasPeer({ peers = [] }: Rule, { manifest, labels }: Workload): boolean {
  return peers.length === 0 || peers.some(({ podSelector, namespaceSelector, ipBlock }) => {
    // A block is meant for what is no pod, except for the one that is every address.
    if (ipBlock !== undefined) return ipBlock.cidr.endsWith("/0");
    const namespace = { "kubernetes.io/metadata.name": manifest.metadata.namespace ?? "" };
    const isThere = namespaceSelector === undefined || selects(namespaceSelector, namespace);
    return isThere && selects(podSelector ?? {}, labels);
  });
}
