import { fakeDeployments, fakePod, fakeServices, fakeTemplate } from "./fake_objects.ts";
import type { Json } from "./fake_objects.ts";

/** What goes wrong. */
export interface Faults {
  /** Calls whose arguments contain this text are forbidden. */
  readonly forbidden?: string;
  /** Calls whose arguments contain this text fail so often with a server that doesn't answer. */
  readonly unreachable?: { readonly text: string; readonly times: number };
  readonly gateway?: "image" | "unschedulable" | "crash" | "never ready" | "restarts" | "vanishes";
  readonly shards?: "image" | "unschedulable" | "never end" | "all lost" | "one lost";
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
