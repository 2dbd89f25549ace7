import { gatewayCost, ledgerBetween } from "@stt-bench/bench";
import type { SimulatorStats } from "@stt-bench/bench";
import type { GatewayReport, ProgressEvent, RunSummary } from "@stt-bench/results";
import { combineSimulators } from "./combine_simulators.ts";
import type { GatewayMetrics } from "./metrics.ts";
import type { PodAddress, PodProxy } from "./pod_proxy.ts";

/** What is known of a run besides what the shards saw; a part that nobody tells is absent. */
export type ClusterKnowledge = Pick<
  RunSummary,
  "simulator" | "gateway" | "gateway_ledger" | "gateway_sessions"
>;

interface Reading extends GatewayMetrics {
  readonly atMs: number;
}

/** An edge of the window: when the shard was there, and when we heard of it. */
interface Edge {
  readonly epochMs: number;
  readonly heardMs: number;
}

/** Logs come in bursts where a node is busy: what is heard later than this was read too late. */
const MOST_DRIFT_MS = 500;

/** Whom to ask. */
export interface EvidenceSources {
  readonly proxy: Pick<PodProxy, "metrics" | "simulatorStats" | "resetSimulator">;
  readonly gateway: PodAddress;
  readonly simulators: readonly PodAddress[];
  /** Processes of the gateway that serve. */
  readonly workers: number;
  /** Monotonic, in milliseconds. */
  readonly clock: () => number;
}

/** Watches gateway and simulators through the phases of a run, from outside of their pods. */
export class ClusterEvidence {
  readonly #sources: EvidenceSources;
  #idle: Reading | undefined;
  #start: Promise<Reading | undefined> = Promise.resolve(undefined);
  #end: Promise<Reading | undefined> = Promise.resolve(undefined);
  readonly #edges: Edge[] = [];
  #wereReset: Promise<readonly boolean[]> = Promise.resolve([]);
  #stats: Promise<readonly (SimulatorStats | undefined)[]> | undefined;

  constructor(sources: EvidenceSources) {
    this.#sources = sources;
  }

  /** Reads the gateway before the first session. */
  async before(): Promise<void> {
    this.#idle = await this.#read();
  }

  /** Reads at the edges of the measured window, as a shard tells of them. */
  observe(event: ProgressEvent): void {
    if (event.event !== "phase") return;
    const { proxy, simulators, clock } = this.#sources;
    if (event.phase === "measure" || event.phase === "grace") {
      this.#edges.push({ epochMs: event.epoch_ms, heardMs: clock() });
    }
    if (event.phase === "measure") {
      this.#start = this.#read();
      this.#wereReset = Promise.all(simulators.map((each) => proxy.resetSimulator(each)));
    }
    if (event.phase === "grace") {
      this.#end = this.#read();
      this.#stats = Promise.all(simulators.map((each) => proxy.simulatorStats(each)));
    }
  }

  /** Everything, once the load is over and its sessions are closed. @param sessions of all shards */
  async collect(sessions: number): Promise<ClusterKnowledge> {
    const [start, end, last] = await Promise.all([this.#start, this.#end, this.#read()]);
    const simulator = await this.#simulator();
    const gateway = this.#cost(start, end, sessions);
    const [before, after] = [this.#idle?.accounts, last?.accounts];
    return {
      ...(simulator === undefined ? {} : { simulator }),
      ...(gateway === undefined ? {} : { gateway }),
      ...(before === undefined || after === undefined ? {} : {
        gateway_ledger: ledgerBetween(before.ledger, after.ledger),
        gateway_sessions: after.sessions,
      }),
    };
  }

  /** What came before the window must not be taken for what was in it. */
  async #simulator(): Promise<RunSummary["simulator"]> {
    const wereReset = await this.#wereReset;
    if (this.#stats === undefined || !wereReset.every(Boolean) || !this.#isInTime) return undefined;
    return combineSimulators(await this.#stats);
  }

  #cost(
    start: Reading | undefined,
    end: Reading | undefined,
    sessions: number,
  ): GatewayReport | undefined {
    const idle = this.#idle;
    if (idle === undefined || start === undefined || end === undefined) return undefined;
    if (!this.#isInTime || end.atMs <= start.atMs) return undefined;
    // A process that was started again within the window counts from zero.
    if (end.userUs < start.userUs || end.systemUs < start.systemUs) return undefined;
    const maxRssBytes = Math.max(idle.rssBytes, start.rssBytes, end.rssBytes);
    const usage = ({ atMs, userUs, systemUs, rssBytes }: Reading) => ({
      atMs,
      userUs,
      systemUs,
      rssBytes,
      maxRssBytes,
      runNsByThread: new Map<number, number>(),
    });
    const readings = { idle: usage(idle), windowStart: usage(start), windowEnd: usage(end) };
    return {
      ...idle.build,
      workers: this.#sources.workers,
      ...gatewayCost(readings, sessions),
      // No gateway tells it, and the kubelet tells it only to who may see whole nodes.
      throttled_ms: null,
    };
  }

  /** Whether we heard of both edges as far apart as they were. */
  get #isInTime(): boolean {
    const [start, end] = this.#edges;
    if (start === undefined || end === undefined) return false;
    const drift = (end.heardMs - start.heardMs) - (end.epochMs - start.epochMs);
    return Math.abs(drift) <= MOST_DRIFT_MS;
  }

  /** The middle of question and answer is the best guess of when it was true. */
  async #read(): Promise<Reading | undefined> {
    const { proxy, gateway, clock } = this.#sources;
    const askedMs = clock();
    const metrics = await proxy.metrics(gateway);
    return metrics && { ...metrics, atMs: (askedMs + clock()) / 2 };
  }
}
