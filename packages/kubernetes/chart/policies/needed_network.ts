import { allowsConnection, hasPort, rulesOf } from "../network/allows_connection.ts";
import type { Rule, Target } from "../network/allows_connection.ts";
import { neededConnections } from "../network/needed_connections.ts";
import type { NeededConnection } from "../network/needed_connections.ts";
import type { Release } from "../release/release.ts";
import type { Workload } from "../release/workload.ts";
import { expectThat } from "./policy.ts";
import type { Policy, Problem } from "./policy.ts";

/**
 * NetworkPolicies, where there are some, let through what pods are told to connect to, and DNS for its
 * names, and the API server's proxy into servers; and nothing else.
 */
export const neededNetwork: Policy = {
  name: "needed network",
  check(release) {
    const policies = release.all("NetworkPolicy");
    if (policies.length === 0) return [];
    const needed = neededConnections(release);
    return [
      ...needed.flatMap((connection) => checkWay(connection, release)),
      ...release.workloads.flatMap((workload) => [
        ...checkClosed(workload, release),
        ...checkProxy(workload, release),
      ]),
      ...checkSurplus(needed, release),
    ];
  },
};

function checkWay(connection: NeededConnection, release: Release): Problem[] {
  const { from, url, target, port } = connection;
  const policies = release.all("NetworkPolicy");
  const rules = rulesOf(policies, from, "Egress") ?? [];
  const isOpen = target === undefined
    ? rules.some((rule) => leadsOut(rule) && hasPort(rule, { containerPort: port }))
    : allowsConnection(policies, from, target);
  return [
    ...expectThat(from.manifest, isOpen, `a way to ${url}`, "none"),
    ...expectThat(from.manifest, rules.some(isForDns), `a way to DNS for ${url}`, "none"),
  ];
}

/** Whether it leads to other namespaces or out of the cluster. */
function leadsOut({ peers = [] }: Rule): boolean {
  return peers.length === 0 ||
    peers.some(({ namespaceSelector, ipBlock }) => namespaceSelector ?? ipBlock);
}

const isForDns = (rule: Rule) =>
  (rule.ports ?? []).some(({ port, protocol }) => port === 53 && protocol === "UDP");

/** Both directions of each pod are somebody's business, and none leads out to anywhere. */
function checkClosed(workload: Workload, release: Release): Problem[] {
  const policies = release.all("NetworkPolicy");
  const { manifest } = workload;
  return [
    ...(["Ingress", "Egress"] as const).flatMap((direction) => {
      const isClosed = rulesOf(policies, workload, direction) !== undefined;
      return expectThat(manifest, isClosed, `a NetworkPolicy for its ${direction}`, "none");
    }),
    ...(rulesOf(policies, workload, "Egress") ?? []).flatMap(({ peers = [] }) => {
      const isAnywhere = peers.length === 0 ||
        peers.some(({ ipBlock }) => ipBlock?.cidr.endsWith("/0"));
      return expectThat(manifest, !isAnywhere, "a way out that leads somewhere", "anywhere");
    }),
  ];
}

/** What bench:k8s asks comes from the API server, which is no pod of the release. */
function checkProxy(workload: Workload, release: Release): Problem[] {
  const rules = rulesOf(release.all("NetworkPolicy"), workload, "Ingress") ?? [];
  const ports = workload.containers.flatMap(({ ports = [] }) => ports);
  return ports.flatMap((port) => {
    const isOpen = rules.some((rule) => leadsOut(rule) && hasPort(rule, port));
    const expected = `a way in to ${port.containerPort} for the API server's proxy`;
    return expectThat(workload.manifest, isOpen, expected, "none");
  });
}

/** By parts: that one gateway is loaded at a time doesn't make the way to another one a surplus. */
function checkSurplus(needed: readonly NeededConnection[], release: Release): Problem[] {
  const ways = new Set(needed.flatMap(({ from, target }) => target ? wayOf(from, target) : []));
  const policies = release.all("NetworkPolicy");
  const targets = release.workloads.flatMap((workload) =>
    workload.containers.flatMap(({ ports = [] }) => ports.map((port) => ({ workload, port })))
  );
  return release.workloads.flatMap((from) =>
    targets.filter((target) => allowsConnection(policies, from, target)).flatMap((target) => {
      const way = wayOf(from, target);
      return expectThat(from.manifest, ways.has(way), "no way that nobody needs", way);
    })
  );
}

function wayOf(from: Workload, { workload, port }: Target): string {
  return `${from.component} → ${workload.component}:${port.containerPort}`;
}
