import { Refusal } from "../refusal.ts";
import type { FallenBarrier } from "./fallen_barrier.ts";

/** A shard at the barrier. */
export interface Arrival {
  readonly index: number;
  /** How many shards its run has, as it was told. */
  readonly of: number;
  /** Chosen by the shard to tell it from others of the same index; undefined if it chose none. */
  readonly id: string | undefined;
  /** Aborts when it is gone. */
  readonly signal: AbortSignal;
}

/** What a barrier needs from the world. */
export interface BarrierPorts {
  readonly timeoutMs: number;
  readonly startDelayMs: number;
  readonly epochMs: () => number;
  /** Calls `run` after `ms`, unless the returned function is called before. */
  readonly after: (ms: number, run: () => void) => () => void;
  /** Keeps what has fallen; shards are let through when it is kept. */
  readonly keep: (fallen: FallenBarrier) => Promise<void>;
}

interface Waiting {
  readonly id: string | undefined;
  readonly answer: PromiseWithResolvers<number>;
}

/**
 * Where the shards of one run wait for one another.
 *
 * It is open while shards wait. When all have arrived it falls, for good. When time is up before that,
 * all that wait are sent away, and the next arrival opens it again. Until it falls, a second shard of
 * an index replaces the first: it is taken for the same shard, whose connection or pod was lost.
 */
export class Barrier {
  readonly #ports: BarrierPorts;
  readonly #waiting = new Map<number, Waiting>();
  #of: number | undefined;
  #isFalling = false;
  #fallen: FallenBarrier | undefined;
  #stopTimer: () => void = () => {};

  /** @param fallen what was kept of it, if it has fallen before */
  constructor(ports: BarrierPorts, fallen?: FallenBarrier) {
    this.#ports = ports;
    this.#fallen = fallen;
  }

  /** Shards that wait. */
  get waiting(): number {
    return this.#waiting.size;
  }

  /** True when nobody waits for its answer, so that it can be dropped. */
  get isIdle(): boolean {
    return this.#waiting.size === 0 && !this.#isFalling;
  }

  /**
   * Waits until all shards are there.
   *
   * @returns the common start, in milliseconds since 1970
   * @throws {Refusal} if it can't be let through
   */
  arrive({ index, of, id, signal }: Arrival): Promise<number> {
    if (this.#fallen !== undefined) return this.#arriveLate(this.#fallen, { index, of, id });
    if (this.#of !== undefined && this.#of !== of) {
      throw new Refusal(409, `Expected a shard of ${this.#of}, as others were, got one of ${of}`);
    }
    this.#sendAway(index, new Refusal(409, `Another shard ${index} has come to the barrier`));
    if (this.#waiting.size === 0) {
      this.#of = of;
      this.#stopTimer = this.#ports.after(this.#ports.timeoutMs, () => this.#giveUp());
    }
    const answer = Promise.withResolvers<number>();
    const waiting = { id, answer };
    this.#waiting.set(index, waiting);
    const leave = () => {
      if (this.#waiting.get(index) === waiting) this.#leave(index);
    };
    signal.addEventListener("abort", leave, { once: true });
    if (signal.aborted) leave();
    if (this.#waiting.size === of) void this.#fall(of);
    return answer.promise.finally(() => signal.removeEventListener("abort", leave));
  }

  /** Sends all that wait away with `refusal`. */
  clear(refusal: Refusal): void {
    for (const index of [...this.#waiting.keys()]) this.#sendAway(index, refusal);
  }

  #arriveLate(fallen: FallenBarrier, { index, of, id }: Omit<Arrival, "signal">): Promise<number> {
    if (id !== undefined && of === fallen.of && fallen.ids[index] === id) {
      return Promise.resolve(fallen.start_at_epoch_ms);
    }
    const started = new Date(fallen.start_at_epoch_ms).toISOString();
    throw new Refusal(
      409,
      `Expected shard ${index} before the barrier fell, got it after: the run starts at ${started}`,
    );
  }

  #leave(index: number): void {
    this.#waiting.get(index)?.answer.reject(new Refusal(503, "Its connection was lost"));
    this.#waiting.delete(index);
    if (this.#waiting.size === 0) this.#reset();
  }

  #sendAway(index: number, refusal: Refusal): void {
    const waiting = this.#waiting.get(index);
    if (waiting === undefined) return;
    waiting.answer.reject(refusal);
    this.#waiting.delete(index);
    if (this.#waiting.size === 0) this.#reset();
  }

  #reset(): void {
    this.#stopTimer();
    this.#of = undefined;
  }

  #giveUp(): void {
    const of = this.#of ?? 0;
    const missing = Array.from({ length: of }, (_, index) => index)
      .filter((index) => !this.#waiting.has(index));
    const text = `Expected all ${of} shards within ${this.#ports.timeoutMs} ms, got ` +
      `${this.#waiting.size}: missing ${missing.join(", ")}`;
    this.clear(new Refusal(408, text, { missing }));
  }

  async #fall(of: number): Promise<void> {
    this.#stopTimer();
    const all = [...this.#waiting];
    this.#waiting.clear();
    const ids = Array.from<string | null>({ length: of }).fill(null);
    for (const [index, { id }] of all) ids[index] = id ?? null;
    const { epochMs, startDelayMs, keep } = this.#ports;
    const startAtMs = Math.ceil(epochMs()) + startDelayMs;
    this.#fallen = { of, start_at_epoch_ms: startAtMs, ids };
    this.#isFalling = true;
    try {
      await keep(this.#fallen);
      for (const [, { answer }] of all) answer.resolve(startAtMs);
    } catch (error) {
      this.#fallen = undefined;
      this.#reset();
      const why = `Expected to keep the barrier of the run, got ${(error as Error).message}`;
      for (const [, { answer }] of all) answer.reject(new Refusal(507, why));
    } finally {
      this.#isFalling = false;
    }
  }
}
