import type { IContainer } from "kubernetes-models/v1/Container";
import { findPort } from "../release/find_port.ts";
import type { Manifest } from "../release/manifest.ts";
import { expectThat } from "./policy.ts";
import type { Policy, Problem } from "./policy.ts";

const PROBES = ["startupProbe", "livenessProbe", "readinessProbe"] as const;

const LEAST_TIMEOUT_SECONDS = 5;

/** Without a word on it Kubernetes gives a probe 1 s. */
const DEFAULT_TIMEOUT_SECONDS = 1;

/**
 * Servers are asked whether they live and are ready, at a port that they have, and get ≥ 5 s to
 * answer: a loaded gateway must not be killed by its probe.
 */
export const patientProbes: Policy = {
  name: "patient probes",
  check(release) {
    const servers = release.workloads.filter(({ manifest }) => manifest.kind === "Deployment");
    return servers.flatMap(({ manifest, pod }) =>
      pod.containers.flatMap((container) => check(manifest, container))
    );
  },
};

function check(manifest: Manifest, container: IContainer): Problem[] {
  const { name, ports = [] } = container;
  return PROBES.flatMap((kind) => {
    const probe = container[kind];
    if (probe === undefined) {
      return expectThat(manifest, false, `container ${name} with a ${kind}`, undefined);
    }
    const { timeoutSeconds = DEFAULT_TIMEOUT_SECONDS, httpGet } = probe;
    const port = httpGet?.port;
    const isServed = port !== undefined && findPort(ports, port) !== undefined;
    return [
      ...expectThat(
        manifest,
        timeoutSeconds >= LEAST_TIMEOUT_SECONDS,
        `a ${kind} of ${name} with ≥ ${LEAST_TIMEOUT_SECONDS} s`,
        `${timeoutSeconds} s`,
      ),
      ...expectThat(manifest, isServed, `a ${kind} of ${name} at a port that it has`, port),
    ];
  });
}
