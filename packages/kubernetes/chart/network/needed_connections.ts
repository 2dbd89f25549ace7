import { findPort } from "../release/find_port.ts";
import { selects } from "../release/label_selector.ts";
import type { Release } from "../release/release.ts";
import type { Workload } from "../release/workload.ts";
import type { Target } from "./allows_connection.ts";

/** A connection that a pod is told to open, in a variable or an argument. */
export interface NeededConnection {
  readonly from: Workload;
  /** Scheme, host and port, e.g. `http://rel-simulator:9000`. */
  readonly url: string;
  /** The pods' port behind it; undefined when the URL leads to none of the release. */
  readonly target: Target | undefined;
  /** Of the URL. */
  readonly port: number;
}

/** Every URL with a port that pods of `release` are given, and where it leads. */
export function neededConnections(release: Release): NeededConnection[] {
  return release.workloads.flatMap((from) =>
    from.containers.flatMap(({ env = [], command = [], args = [] }) => {
      const texts = [...env.map(({ value = "" }) => value), ...command, ...args];
      return texts.flatMap((text) =>
        [...text.matchAll(/\b(?:https?|wss?):\/\/([\w.-]+):(\d+)/g)].map(([url, host, port]) => ({
          from,
          url,
          target: targetOf(release, host!, Number(port)),
          port: Number(port),
        }))
      );
    })
  );
}

function targetOf(release: Release, host: string, port: number): Target | undefined {
  const service = release.all("Service").find(({ metadata }) => metadata.name === host);
  const target = service?.spec?.ports?.find((each) => each.port === port);
  if (target === undefined) return undefined;
  const matchLabels = service?.spec?.selector ?? {};
  const workload = release.workloads.find(({ labels }) => selects({ matchLabels }, labels));
  const ports = workload?.containers.flatMap(({ ports = [] }) => ports) ?? [];
  const found = findPort(ports, target.targetPort ?? port);
  return workload && found && { workload, port: found };
}
