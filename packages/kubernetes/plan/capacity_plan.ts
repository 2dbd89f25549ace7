import type { Assumptions } from "./assumptions.ts";
import type { MeasuredCosts } from "./measured_costs.ts";
import { sessionTraffic } from "./session_traffic.ts";

/** Sessions that a gateway takes unless told otherwise (`MAX_SESSIONS`). */
const MAX_SESSIONS = 10_000;

/** A gateway refuses sessions at this share of its memory limit (`MAX_MEMORY_BYTES`). */
const MEMORY_SHARE = 0.9;

const MIB = 2 ** 20;
const MEMORY_STEP_BYTES = 64 * MIB;

/** Files besides connections: the listener, the event loop's, logs, the program's. */
const OWN_FILES = 64;

/** Pods that a kubelet takes unless told otherwise. */
const PODS_PER_NODE = 110;

/** What a plan is asked for. */
export interface PlanRequest {
  readonly sessions: number;
  readonly variant: string;
  readonly costs: MeasuredCosts;
  readonly assumptions: Assumptions;
  /** Whether the gateways end TLS. */
  readonly tls: boolean;
}

/** Pods of one kind. */
export interface PodPlan {
  readonly pods: number;
  /** Sessions of one pod while all zones are there. */
  readonly sessions: number;
  /** Sessions of one pod when the spare zones are lost: what it is made for. */
  readonly maxSessions: number;
  readonly nodes: number;
}

/** What so many sessions take. */
export interface CapacityPlan {
  readonly gateway: PodPlan & {
    readonly memoryBytes: number;
    /** Connections of one pod to the model. */
    readonly links: number;
    readonly files: number;
    readonly bitsPerSecond: { readonly in: number; readonly out: number };
    readonly packetsPerSecond: number;
    /** Entries of the connection table, of one node. */
    readonly tracked: number;
    /** Whether a pod is made for more sessions than were measured at a time. */
    readonly isExtrapolated: boolean;
  };
  readonly model: PodPlan & {
    /** Of a pod's CPU, when it serves all that it is made for. */
    readonly utilisation: number;
    /** Requests of one pod at a time, and how many it allows. */
    readonly inFlight: number;
    readonly maxInFlight: number;
    /** Connections of one pod, if gateways spread theirs evenly. */
    readonly connections: number;
    /** Connections if every gateway kept one to every pod. */
    readonly meshConnections: number;
  };
  /** Of all gateways together, clients and model. */
  readonly total: {
    readonly inBitsPerSecond: number;
    readonly outBitsPerSecond: number;
    readonly packetsPerSecond: number;
  };
  readonly storm: {
    /** Sessions that the loss of one zone ends. */
    readonly sessions: number;
    /** Those that come to one pod of the others. */
    readonly perPod: number;
    /** Handshakes that a pod can do in a second beside the sessions that it has. */
    readonly acceptsPerSecond: number;
    /** The least time in which all can be back. */
    readonly secs: number;
  };
  /** Handshakes in a second while nothing happens. */
  readonly handshakesPerSecond: number;
  readonly rollout: { readonly waves: number; readonly secs: number };
}

/**
 * Plans for `sessions` of a second's audio each second. Costs are taken to grow with sessions: CPU by
 * its median, since the utilisation leaves room; memory by the most of any round, since too little of
 * it ends all sessions of a pod.
 *
 * @throws {RangeError} for a variant that wasn't measured, a pod that holds no session, and one that
 *   no node has room for.
 */
export function planCapacity(request: PlanRequest): CapacityPlan {
  const { sessions, variant, costs, assumptions, tls } = request;
  const cost = costs.variants[variant];
  if (cost === undefined) {
    const names = Object.keys(costs.variants).join(", ");
    throw new RangeError(`Cannot plan for ${variant}: expected one of ${names}`);
  }
  const { utilisation, podCpus, connections } = assumptions;
  const cpuUs = cost.cpu_us_per_session_second.median;
  const fits = wholeSessions(
    "gateway",
    Math.min(MAX_SESSIONS, podCpus * 1e6 * utilisation / cpuUs),
  );
  const memoryBytes = memoryOf(cost.rss_bytes_per_session.max, fits, assumptions);
  const perNode = podsPerNode({ cpus: podCpus, bytes: memoryBytes }, assumptions);
  const gateway = spreadPods(sessions, fits, perNode, assumptions);
  const forModel = assumptions.sessionsPerModelPod ||
    wholeSessions("model", 1e6 * utilisation / costs.model.cpu_us_per_request);
  const modelsPerNode = podsPerNode({ cpus: 1, bytes: 0 }, assumptions);
  const model = spreadPods(sessions, forModel, modelsPerNode, assumptions);
  const { fromClient, toClient, toModel, fromModel } = sessionTraffic({ tls });
  const bits = {
    in: 8 * (fromClient.bytes + fromModel.bytes),
    out: 8 * (toClient.bytes + toModel.bytes),
  };
  const packets = [fromClient, toClient, toModel, fromModel].reduce((n, leg) => n + leg.packets, 0);
  const links = podCpus * connections;
  return {
    gateway: {
      ...gateway,
      memoryBytes,
      links,
      files: fits + links + OWN_FILES,
      bitsPerSecond: { in: bits.in * fits, out: bits.out * fits },
      packetsPerSecond: packets * fits,
      tracked: Math.min(perNode, gateway.pods) * (fits + links),
      isExtrapolated: fits > costs.sessions * podCpus,
    },
    model: {
      ...model,
      utilisation,
      inFlight: Math.ceil(forModel * assumptions.modelMs / 1000),
      maxInFlight: assumptions.modelConcurrent,
      connections: Math.ceil(gateway.pods * links / model.pods),
      meshConnections: gateway.pods * podCpus * model.pods,
    },
    total: {
      inBitsPerSecond: bits.in * sessions,
      outBitsPerSecond: bits.out * sessions,
      packetsPerSecond: packets * sessions,
    },
    storm: stormOf(sessions, gateway, cpuUs, request),
    handshakesPerSecond: sessions / assumptions.sessionSecs,
    rollout: rolloutOf(gateway.pods, assumptions),
  };
}

function wholeSessions(what: string, sessions: number): number {
  if (sessions >= 1) return Math.floor(sessions);
  throw new RangeError(
    `Cannot plan for a pod of the ${what}: expected it to hold a session, got ${sessions} of one`,
  );
}

function memoryOf(bytesPerSession: number, sessions: number, assumptions: Assumptions): number {
  const resident = assumptions.podCpus * assumptions.idleBytes + sessions * bytesPerSession;
  return Math.ceil(resident / MEMORY_SHARE / MEMORY_STEP_BYTES) * MEMORY_STEP_BYTES;
}

/** Pods of one kind that fit on a node. */
function podsPerNode(
  { cpus, bytes }: { readonly cpus: number; readonly bytes: number },
  { nodeCpus, nodeBytes, allocatable }: Assumptions,
): number {
  const count = Math.min(
    PODS_PER_NODE,
    Math.floor(nodeCpus * allocatable / cpus),
    Math.floor(nodeBytes * allocatable / bytes),
  );
  if (count > 0) return count;
  const mib = bytes / MIB;
  throw new RangeError(
    `Cannot place a pod of ${cpus} CPUs and ${mib} MiB: expected it to fit into ${allocatable} of a ` +
      `node, got nodes of ${nodeCpus} CPUs and ${Math.floor(nodeBytes / MIB)} MiB`,
  );
}

/** As many pods in each zone that those of the zones that are left can take all sessions. */
function spreadPods(
  sessions: number,
  fits: number,
  perNode: number,
  { zones, spareZones }: Assumptions,
): PodPlan {
  const perZone = Math.ceil(sessions / fits / (zones - spareZones));
  const pods = perZone * zones;
  return {
    pods,
    sessions: Math.ceil(sessions / pods),
    maxSessions: fits,
    nodes: zones * Math.ceil(perZone / perNode),
  };
}

function stormOf(
  sessions: number,
  { pods }: PodPlan,
  cpuUs: number,
  { assumptions, tls }: PlanRequest,
): CapacityPlan["storm"] {
  const { zones, podCpus, handshakeUs, tlsHandshakeUs } = assumptions;
  const lost = sessions / zones;
  const perPod = lost / (pods * (zones - 1) / zones);
  const idleUs = podCpus * 1e6 - sessions / pods * cpuUs;
  const acceptsPerSecond = idleUs / (handshakeUs + (tls ? tlsHandshakeUs : 0));
  return { sessions: lost, perPod, acceptsPerSecond, secs: perPod / acceptsPerSecond };
}

function rolloutOf(pods: number, assumptions: Assumptions): CapacityPlan["rollout"] {
  const { surge, readySecs, preStopSecs, drainSecs } = assumptions;
  const waves = Math.ceil(pods / Math.max(1, Math.ceil(pods * surge)));
  return { waves, secs: waves * (readySecs + preStopSecs + drainSecs) };
}
