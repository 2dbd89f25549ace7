import { Refusal } from "../refusal.ts";
import { Barrier } from "./barrier.ts";
import type { Arrival, BarrierPorts } from "./barrier.ts";
import type { FallenBarrier } from "./fallen_barrier.ts";

/** What the barriers of all runs need from the world. */
export interface BarriersPorts extends Omit<BarrierPorts, "keep"> {
  /** What was kept of a run's barrier; undefined if it has not fallen. */
  readonly recall: (run: string) => FallenBarrier | undefined;
  readonly keep: (run: string, fallen: FallenBarrier) => Promise<void>;
  /** The most runs whose shards may wait at the same time. */
  readonly maxRuns: number;
}

/** How many barriers have fallen, and shards were sent away: as time was up, or for another reason. */
export interface BarrierCounts {
  fallen: number;
  timedOut: number;
  refused: number;
}

/** The barriers of all runs. Those at which nobody waits take no memory. */
export class Barriers {
  readonly counts: BarrierCounts = { fallen: 0, timedOut: 0, refused: 0 };
  readonly #ports: BarriersPorts;
  readonly #open = new Map<string, Barrier>();
  #isDraining = false;

  constructor(ports: BarriersPorts) {
    this.#ports = ports;
  }

  /** Shards that wait, of all runs or of one. */
  waiting(run?: string): number {
    if (run !== undefined) return this.#open.get(run)?.waiting ?? 0;
    return [...this.#open.values()].reduce((sum, { waiting }) => sum + waiting, 0);
  }

  /** As {@linkcode Barrier.arrive}, at the barrier of `run`. */
  async arrive(run: string, arrival: Arrival): Promise<number> {
    try {
      return await this.#arriveAt(run, arrival);
    } catch (error) {
      if (error instanceof Refusal) this.counts[error.status === 408 ? "timedOut" : "refused"]++;
      throw error;
    }
  }

  /** Sends everybody away, to come again elsewhere or later, and lets nobody wait any more. */
  drain(): void {
    this.#isDraining = true;
    for (const barrier of this.#open.values()) barrier.clear(draining());
  }

  async #arriveAt(run: string, arrival: Arrival): Promise<number> {
    if (this.#isDraining) throw draining();
    const barrier = this.#barrierOf(run);
    try {
      return await barrier.arrive(arrival);
    } finally {
      if (barrier.isIdle && this.#open.get(run) === barrier) this.#open.delete(run);
    }
  }

  #barrierOf(run: string): Barrier {
    const open = this.#open.get(run);
    if (open !== undefined) return open;
    const { recall, maxRuns } = this.#ports;
    if (this.#open.size >= maxRuns) {
      throw new Refusal(503, `Expected at most ${maxRuns} runs to wait at once, got one more`);
    }
    const keep = async (fallen: FallenBarrier) => {
      await this.#ports.keep(run, fallen);
      this.counts.fallen++;
    };
    const barrier = new Barrier({ ...this.#ports, keep }, recall(run));
    this.#open.set(run, barrier);
    return barrier;
  }
}

function draining(): Refusal {
  return new Refusal(503, "Expected to wait, but the collector is shutting down: come again");
}
