import { parseSimulatorStats } from "@stt-bench/bench";
import type { SimulatorStats } from "@stt-bench/bench";
import type { Kubectl } from "../kubectl/kubectl.ts";
import { parseGatewayMetrics } from "./metrics.ts";
import type { GatewayMetrics } from "./metrics.ts";

/** Where one pod listens. */
export interface PodAddress {
  readonly pod: string;
  readonly port: number;
}

/** A question at the edge of a window is worth nothing when its answer comes late. */
const TIMEOUT_MS = 5000;

/**
 * Asks pods through the API server, which reaches them wherever they are. What nobody answers is
 * undefined: a measurement goes on without it, and the first reason is told.
 */
export class PodProxy {
  readonly #kubectl: Kubectl;
  readonly #tell: (problem: string) => void;
  #hasTold = false;

  constructor(kubectl: Kubectl, tell: (problem: string) => void) {
    this.#kubectl = kubectl;
    this.#tell = tell;
  }

  /** What a gateway says of itself. */
  async metrics(address: PodAddress): Promise<GatewayMetrics | undefined> {
    const text = await this.#try(["get", "--raw", this.#path(address, "metrics")]);
    return text === undefined ? undefined : parseGatewayMetrics(text);
  }

  /** What a simulator has measured since it was told to forget. */
  async simulatorStats(address: PodAddress): Promise<SimulatorStats | undefined> {
    const text = await this.#try(["get", "--raw", this.#path(address, "stats")]);
    try {
      return text === undefined ? undefined : parseSimulatorStats(JSON.parse(text));
    } catch {
      return undefined;
    }
  }

  /** Lets a simulator forget what it has measured. @returns whether it did. */
  async resetSimulator(address: PodAddress): Promise<boolean> {
    const path = this.#path(address, "stats/reset");
    return await this.#try(["create", "--raw", path, "-f", "-"]) !== undefined;
  }

  #path({ pod, port }: PodAddress, path: string): string {
    const { namespace } = this.#kubectl.target;
    return `/api/v1/namespaces/${namespace}/pods/http:${pod}:${port}/proxy/${path}`;
  }

  async #try(args: readonly string[]): Promise<string | undefined> {
    try {
      return await this.#kubectl.run(args, { timeoutMs: TIMEOUT_MS, input: "" });
    } catch (error) {
      if (!this.#hasTold) this.#tell((error as Error).message);
      this.#hasTold = true;
      return undefined;
    }
  }
}
