import type { ProgressEvent, RunSummary } from "@stt-bench/results";
import type { Throttling } from "../limits/throttling.ts";
import { ledgerBetween, readGatewayAccounts } from "./read_gateway_accounts.ts";
import type { GatewayAccounts } from "./read_gateway_accounts.ts";
import type { Servers } from "./servers.ts";
import { readSimulatorStats, resetSimulatorStats } from "./simulator_stats.ts";
import type { SimulatorStats } from "./simulator_stats.ts";

/** What is known of a run besides what the load generator saw; a part that nobody tells is absent. */
export type KnownEvidence =
  & Pick<RunSummary, "simulator" | "gateway_ledger" | "gateway_sessions">
  & {
    /** For how long the gateway was throttled within the measured window. */
    readonly throttledMs: number | null;
  };

/** Watches the servers of a run through its phases. */
export class RunEvidence {
  readonly #servers: Servers;
  readonly #accountsBefore: Promise<GatewayAccounts | undefined>;
  #simulatorStats: Promise<SimulatorStats | undefined> | undefined;
  #throttledBefore: Throttling | undefined;
  #throttledAfter: Throttling | undefined;

  /** Call it before the load begins. */
  constructor(servers: Servers) {
    this.#servers = servers;
    this.#accountsBefore = readGatewayAccounts(servers.gateway.adminUrl);
  }

  /** Reads at the edges of the measured window. */
  observe(event: ProgressEvent): void {
    if (event.event !== "phase") return;
    const { inferenceUrl } = this.#servers;
    if (event.phase === "measure") {
      this.#throttledBefore = this.#readThrottling();
      if (inferenceUrl !== undefined) void resetSimulatorStats(inferenceUrl);
    }
    if (event.phase === "grace") {
      this.#throttledAfter = this.#readThrottling();
      if (inferenceUrl !== undefined) this.#simulatorStats = readSimulatorStats(inferenceUrl);
    }
  }

  /** Everything, once the load is over and its sessions are closed. */
  async collect(): Promise<KnownEvidence> {
    const simulator = await this.#simulator();
    const before = await this.#accountsBefore;
    const after = before && await readGatewayAccounts(this.#servers.gateway.adminUrl);
    return {
      ...(simulator === undefined ? {} : { simulator }),
      ...(before && after
        ? {
          gateway_ledger: ledgerBetween(before.ledger, after.ledger),
          gateway_sessions: after.sessions,
        }
        : {}),
      throttledMs: this.#throttledMs(),
    };
  }

  /** Absent for an inference service that doesn't speak of itself, or when no window was measured. */
  async #simulator(): Promise<RunSummary["simulator"]> {
    const { simulator } = this.#servers;
    const stats = await this.#simulatorStats;
    const isLost = simulator?.child.hasExited === true;
    const isSilent = simulator !== undefined && this.#simulatorStats !== undefined && !stats;
    const alive = !isLost && !isSilent;
    if (stats === undefined && alive) return undefined;
    return {
      alive,
      requests: stats?.requests ?? null,
      errors: stats?.faults_injected ?? null,
      queue_wait_p99_ms: stats?.queue_wait.p99_ms ?? null,
      loop_delay_p99_ms: stats?.loop_delay.p99_ms ?? null,
      answer_lateness_p99_ms: stats?.answer_lateness.p99_ms ?? null,
      max_in_flight: stats?.max_in_flight ?? null,
    };
  }

  #readThrottling(): Throttling | undefined {
    const { group, pid } = this.#servers.gateway;
    return pid === undefined ? undefined : group?.readThrottling(pid);
  }

  #throttledMs(): number | null {
    if (this.#throttledBefore === undefined || this.#throttledAfter === undefined) return null;
    return (this.#throttledAfter.throttledUs - this.#throttledBefore.throttledUs) / 1000;
  }
}
